package dev.carillon.common.store;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many jobs there are, kept by the statements that change them, so that no row is ever counted. */
@Singleton
public class JobCounts {

    private static final String READ = """
            SELECT channel, state::text AS state, sum(jobs)::bigint AS jobs
            FROM (SELECT channel, state, jobs FROM job_count
                  UNION ALL
                  SELECT channel, state, change FROM job_count_change) AS counted
            GROUP BY channel, state
            HAVING sum(jobs) > 0
            ORDER BY channel, state
            """;

    // One folder at a time: two would wait for each other's rows and gain nothing.
    private static final String FOLD = """
            WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('carillon.job_count')) AS mine),
            folded AS (
                DELETE FROM job_count_change WHERE (SELECT mine FROM turn) RETURNING channel, state, change)
            INSERT INTO job_count AS known (channel, state, jobs)
            SELECT channel, state, sum(change) FROM folded GROUP BY channel, state ORDER BY channel, state
            ON CONFLICT (channel, state) DO UPDATE SET jobs = known.jobs + excluded.jobs
            """;

    // Found by when it was published, told by when it was queued: publishing again does not make a job younger. In the
    // backlog
    // the oldest of a lane is the one with the smallest id, but for jobs that waited before they were queued. What is
    // paused
    // waits for a person, not for a worker.
    static final String OLDEST =
            """
            WITH RECURSIVE
            lane AS (%s),
            in_backlog AS (
                SELECT timeline_times[cardinality(timeline_times)] AS queued_at
                FROM (SELECT * FROM lane WHERE NOT %s) AS lane,
                     LATERAL (SELECT timeline_times FROM job
                              WHERE job.organization_id = lane.organization_id AND job.channel = lane.channel
                                AND job.priority = lane.priority AND backlogged_at IS NOT NULL AND state = 'queued'
                              ORDER BY id LIMIT 1) AS first),
            in_streams AS (SELECT oldest.queued_at FROM unnest(ARRAY[0, 1, 2]::smallint[]) AS p (priority),
                 generate_series(0, %d) AS s (shard),
                 LATERAL (SELECT timeline_times[cardinality(timeline_times)] AS queued_at FROM job
                          WHERE job.shard = s.shard AND job.priority = p.priority
                            AND enqueued_at IS NOT NULL AND state = 'queued' AND NOT %s
                          ORDER BY enqueued_at LIMIT 1) AS oldest)
            SELECT (extract(epoch FROM now() - least((SELECT min(queued_at) FROM in_backlog),
                                                     (SELECT min(queued_at) FROM in_streams))) * 1000)::bigint AS age_ms
            """.formatted(Backlog.EACH_LANE, PauseStatement.paused("lane"), Shard.COUNT - 1, PauseStatement.PAUSED);

    private final Pool pool;

    JobCounts(Pool pool) {
        this.pool = pool;
    }

    /** The number of jobs of a channel in a state. */
    public record JobCount(Channel channel, JobState state, long jobs) {}

    /** All numbers that are not zero. */
    public Uni<List<JobCount>> read() {
        return pool.preparedQuery(READ).execute().map(rows -> {
            List<JobCount> counts = new ArrayList<>(rows.rowCount());
            rows.forEach(row -> counts.add(new JobCount(
                    Channel.of(row.getString("channel")), JobState.of(row.getString("state")), row.getLong("jobs"))));
            return counts;
        });
    }

    /** Folds the appended differences into the totals; upkeep does it every few seconds. */
    public Uni<Void> fold() {
        return pool.preparedQuery(FOLD).execute().replaceWithVoid();
    }

    /** How long the oldest queued job that is not paused has been waiting for a worker; empty when none waits. */
    public Uni<Optional<Duration>> oldestWaiting() {
        return pool.preparedQuery(OLDEST).execute().map(rows -> {
            Long age = rows.iterator().next().getLong("age_ms");
            return age == null ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(0, age)));
        });
    }
}
