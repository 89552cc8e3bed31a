package dev.carillon.common.store;

import dev.carillon.common.database.QueryTimer;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.TimelineEntry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the timelines of many jobs at once, for those who watch them. */
@Singleton
public class JobTimelines {

    static final String READ = """
            SELECT job.id, timeline_states::text[] AS timeline_states, timeline_times
            FROM unnest($1::uuid[], $2::uuid[]) AS watched (id, organization_id)
                 JOIN job ON job.id = watched.id AND job.organization_id = watched.organization_id
            WHERE job.id = ANY ($1::uuid[])
            """;

    private final Pool pool;
    private final QueryTimer timer;

    JobTimelines(Pool pool, QueryTimer timer) {
        this.pool = pool;
        this.timer = timer;
    }

    /** A job as its organization names it: another organization's is not found. */
    public record OwnedJob(OrganizationId organizationId, JobId id) {}

    /** The timelines of those of the jobs that exist, oldest entry first. */
    public Uni<Map<JobId, List<TimelineEntry>>> read(Collection<OwnedJob> jobs) {
        UUID[] ids = jobs.stream().map(job -> job.id().value()).toArray(UUID[]::new);
        UUID[] organizations =
                jobs.stream().map(job -> job.organizationId().value()).toArray(UUID[]::new);
        return timer.time(
                "timelines",
                "job",
                () -> pool.preparedQuery(READ)
                        .execute(Tuple.of(ids, organizations))
                        .map(rows -> {
                            Map<JobId, List<TimelineEntry>> timelines = HashMap.newHashMap(rows.rowCount());
                            rows.forEach(row -> timelines.put(new JobId(row.getUUID("id")), JobRow.timeline(row)));
                            return timelines;
                        }));
    }
}
