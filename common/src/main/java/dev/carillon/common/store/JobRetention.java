package dev.carillon.common.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets jobs that ended long ago leave, by whole weeks of partitions and in short steps: a week is detached, looked through at
 * leisure, and dropped. Nothing is deleted row by row, and no lock is held or waited for longer than some tenths of a second.
 */
@Singleton
public class JobRetention {

    private static final String DETACH = "SELECT detach_old_jobs(now() - $1::bigint * interval '1 second', $2) AS week";
    private static final String LEAVE = "SELECT let_old_jobs_leave($1) AS worked";

    /** 64 MB: some tenths of a second. */
    private static final int BLOCKS = 8_192;

    private final Pool pool;

    JobRetention(Pool pool) {
        this.pool = pool;
    }

    /**
     * Takes a week out of the tables whose jobs are all older than {@code keep}. Unfinished ones stay.
     *
     * @param mostUnfinished a week with more of them stays whole, because they are moved under a lock
     * @return the week; empty when there is none, or when it is not to be had now
     */
    public Uni<Optional<String>> detach(Duration keep, int mostUnfinished) {
        return pool.preparedQuery(DETACH)
                .execute(Tuple.of(keep.toSeconds(), mostUnfinished))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString("week")));
    }

    /** Goes on with a week that was detached, up to its removal. Answers whether there was one. */
    public Uni<Boolean> leave() {
        return leave(BLOCKS);
    }

    Uni<Boolean> leave(int blocks) {
        return pool.preparedQuery(LEAVE)
                .execute(Tuple.of(blocks))
                .map(rows -> rows.iterator().next().getBoolean("worked"));
    }
}
