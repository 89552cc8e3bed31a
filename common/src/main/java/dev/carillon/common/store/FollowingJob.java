package dev.carillon.common.store;

import dev.carillon.common.job.NewJob;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Jobs that must follow a change: they are inserted in its transaction, into the backlog, from where workers take them without having
 * been told.
 */
public final class FollowingJob {

    private FollowingJob() {}

    /** Inserts the jobs. None is a statement all the same, and takes about as long. */
    public static Uni<Void> insert(SqlConnection transaction, List<NewJob> jobs) {
        Boolean[] keyed = jobs.stream().map(_ -> false).toArray(Boolean[]::new);
        return transaction
                .preparedQuery(AcceptStatement.ACCEPT)
                .execute(JobInsert.values(
                        jobs, keyed, jobs.stream().map(NewJob::organizationId).collect(Collectors.toSet())))
                .replaceWithVoid();
    }
}
