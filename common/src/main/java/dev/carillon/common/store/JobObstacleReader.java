package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.lane.Lane;
import dev.carillon.common.pause.Pause;
import dev.carillon.common.pause.PauseStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what holds a job back. Its cost is bounded whatever is stored: no statement reads more than some thousand rows, all
 * by an index. A new kind of obstacle is read here, stands in {@link JobObstacles}, and is told by api-service's {@code Explainer}.
 */
@Singleton
public class JobObstacleReader {

    /** Jobs before it are counted up to this. */
    public static final int MOST_BEFORE = 1_000;

    /** Rows of its stream, which it shares with other lanes, that are looked through. */
    private static final int MOST_OF_STREAM = 5_000;

    /** Rows of its organization that are looked through for those that were started lately. */
    private static final int MOST_PREDECESSORS = 1_000;

    // The message of a mail is not needed: all mails go through one lane. A job that a person has put off since it was
    // snoozed waits for that person's time.
    static final String SITUATION = "SELECT " + JobRow.COLUMNS + """
            , now() AS now,
            EXISTS (SELECT FROM worker WHERE lease_expires_at > now()) AS workers_alive,
            (SELECT worker.name FROM worker WHERE worker.id = job.worker_id) AS holder,
            EXISTS (SELECT FROM worker WHERE worker.id = job.worker_id AND lease_expires_at > now()) AS holder_alive,
            CASE WHEN type <> 'email' THEN payload::text END AS payload,
            (SELECT error FROM job_attempt
             WHERE job_attempt.job_id = job.id AND number = snoozed_since AND outcome = 'snoozed'
               AND job.state = 'scheduled' AND job.due_at IS DISTINCT FROM job.run_at) AS put_off
            FROM job WHERE id = $1 AND organization_id = $2
            """;

    // What is in the streams is nearer to the workers than what is in the backlog. Those who were started lately are
    // looked
    // for right before the oldest that waits: there they are, unless something old was queued again.
    static final String POSITION = """
            WITH self AS MATERIALIZED (
                SELECT id, organization_id, channel, priority, shard, enqueued_at, backlogged_at
                FROM job WHERE id = $1 AND organization_id = $2 AND state = 'queued'),
            in_backlog AS MATERIALIZED (
                SELECT other.id FROM self,
                     LATERAL (SELECT id FROM job
                              WHERE job.organization_id = self.organization_id AND job.channel = self.channel
                                AND job.priority = self.priority AND job.id < self.id
                                AND backlogged_at IS NOT NULL AND state = 'queued'
                              ORDER BY id LIMIT %1$d + 1) AS other
                WHERE self.backlogged_at IS NOT NULL),
            of_stream AS MATERIALIZED (
                SELECT other.id, other.state = 'queued' AND other.organization_id = self.organization_id
                       AND other.channel = self.channel AS counts
                FROM self,
                     LATERAL (SELECT id, organization_id, channel, state FROM job
                              WHERE job.shard = self.shard AND job.priority = self.priority AND job.enqueued_at IS NOT NULL
                                AND job.enqueued_at <= coalesce(self.enqueued_at, 'infinity')
                                AND (job.enqueued_at < coalesce(self.enqueued_at, 'infinity') OR job.id < self.id)
                              ORDER BY enqueued_at LIMIT %2$d) AS other),
            oldest AS (
                SELECT coalesce((SELECT id FROM in_backlog ORDER BY id LIMIT 1), (SELECT id FROM self)) AS id),
            predecessor AS (
                SELECT other.started_at FROM self, oldest,
                     LATERAL (SELECT channel, priority, started_at FROM job
                              WHERE job.organization_id = self.organization_id AND job.id < oldest.id
                              ORDER BY id DESC LIMIT %3$d) AS other
                WHERE other.channel = self.channel AND other.priority = self.priority
                  AND other.started_at > now() - interval '5 minutes')
            SELECT (SELECT count(*) FROM in_backlog) + (SELECT count(*) FROM of_stream WHERE counts) AS before,
                   (SELECT count(*) FROM of_stream) >= %2$d AS stream_bounded,
                   (SELECT count(*) FROM predecessor) AS started,
                   (SELECT (extract(epoch FROM now() - min(started_at)) * 1000)::bigint FROM predecessor) AS since_ms
            FROM self
            """.formatted(MOST_BEFORE, MOST_OF_STREAM, MOST_PREDECESSORS);

    private final Pool pool;
    private final PauseStore pauses;

    JobObstacleReader(Pool pool, PauseStore pauses) {
        this.pool = pool;
        this.pauses = pauses;
    }

    /** The job with its obstacles; empty when the organization has none of that id. */
    public Uni<Optional<JobObstacles>> read(OrganizationId organization, JobId id) {
        return pool.preparedQuery(SITUATION)
                .execute(Tuple.of(id.value(), organization.value()))
                .chain(rows -> {
                    for (Row row : rows) {
                        return obstacles(row).map(Optional::of);
                    }
                    return Uni.createFrom().item(Optional.empty());
                });
    }

    private Uni<JobObstacles> obstacles(Row row) {
        Job job = JobRow.job(row);
        return pauses(job)
                .chain(held -> position(job)
                        .map(position -> new JobObstacles(
                                job,
                                row.getOffsetDateTime("now").toInstant(),
                                row.getBoolean("workers_alive"),
                                holder(row),
                                held,
                                lane(job, row.getString("payload")),
                                row.getString("put_off"),
                                position.orElse(null))));
    }

    private static JobObstacles.@Nullable Holder holder(Row row) {
        String worker = row.getString("holder");
        return worker == null ? null : new JobObstacles.Holder(worker, row.getBoolean("holder_alive"));
    }

    private static Lane lane(Job job, @Nullable String payload) {
        try {
            return payload == null
                    ? Lane.of(job.channel())
                    : Lane.of(job.organizationId(), JobRow.message(job.type(), payload));
        } catch (UnreadableMessageException _) {
            // Only a row that was changed by hand has one; its delivery will say so.
            return Lane.of(job.channel());
        }
    }

    private Uni<List<Pause>> pauses(Job job) {
        return switch (job.state()) {
            case SCHEDULED, QUEUED, RETRYING -> pauses.covering(job.organizationId(), job.channel(), job.priority());
            case RUNNING, HELD, SUCCEEDED, FAILED, CANCELLED, EXPIRED, DISCARDED ->
                Uni.createFrom().item(List.of());
        };
    }

    /** Empty also when it has been claimed meanwhile. */
    private Uni<Optional<LanePosition>> position(Job job) {
        if (job.state() != JobState.QUEUED) {
            return Uni.createFrom().item(Optional.empty());
        }
        return pool.preparedQuery(POSITION)
                .execute(Tuple.of(job.id().value(), job.organizationId().value()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(position(row));
                    }
                    return Optional.empty();
                });
    }

    private static LanePosition position(Row row) {
        long before = row.getLong("before");
        Long since = row.getLong("since_ms");
        return new LanePosition(
                (int) Math.min(before, MOST_BEFORE),
                before > MOST_BEFORE || row.getBoolean("stream_bounded"),
                row.getLong("started").intValue(),
                since == null ? null : Duration.ofMillis(since));
    }
}
