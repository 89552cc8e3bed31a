package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Priority;
import dev.carillon.common.store.JobChanges.Change;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes jobs that wait: when they run and expire, how urgent they are, what they are found by. */
@Singleton
public class JobReschedule {

    // The entry of a queued job that is put off stays in its stream, where its claim comes back empty. One whose
    // priority
    // changes gets another entry, in the stream of that priority: whichever is read first starts it. In the backlog its
    // lane is what changes.
    static final String RESCHEDULE = """
            UPDATE job
            SET run_at = CASE WHEN $3::boolean THEN $4::timestamptz ELSE run_at END,
                expires_at = CASE WHEN $5::boolean THEN $6::timestamptz ELSE expires_at END,
                priority = coalesce($7::smallint, priority),
                tags = CASE WHEN $8::boolean THEN $9::jsonb ELSE tags END,
                max_attempts = coalesce($10::smallint, max_attempts),
                state = verdict.next,
                enqueued_at = CASE
                    WHEN verdict.next <> 'queued' THEN NULL
                    WHEN state = 'queued' AND (backlogged_at IS NOT NULL OR coalesce($7, priority) = priority)
                        THEN enqueued_at
                    ELSE now() END,
                backlogged_at = CASE verdict.next WHEN 'queued' THEN backlogged_at END,
                due_at = CASE WHEN verdict.next NOT IN ('scheduled', 'retrying') THEN NULL
                    WHEN $3 THEN $4 ELSE due_at END,
                timeline_states = CASE WHEN verdict.next = state THEN timeline_states ELSE timeline_states || verdict.next END,
                timeline_times = CASE WHEN verdict.next = state THEN timeline_times ELSE timeline_times || now() END
            FROM (VALUES ('scheduled'::job_state), ('queued'), ('retrying'), ('held')) AS verdict (next)
            WHERE id = $1 AND organization_id = $2
              AND state IN ('scheduled', 'queued', 'retrying', 'held')
              AND NOT ($3 AND state = 'held')
              AND verdict.next = CASE
                    WHEN NOT $3 THEN state
                    WHEN $4 > now() THEN CASE state WHEN 'retrying' THEN 'retrying' ELSE 'scheduled' END::job_state
                    ELSE 'queued' END
              AND ($10::smallint IS NULL OR $10 > attempts)
              AND (NOT ($3 OR $5) OR coalesce(
                    CASE WHEN $5 THEN $6 ELSE expires_at END > greatest(now(), CASE WHEN $3 THEN $4 ELSE due_at END), true))
            RETURNING coalesce(enqueued_at = now(), false) AS ready,
            """ + JobRow.COLUMNS;

    private final Pool pool;

    JobReschedule(Pool pool) {
        this.pool = pool;
    }

    /**
     * A job as it is after the change.
     *
     * @param ready whether it wants to be published
     */
    public record Rescheduled(Job job, boolean ready) {}

    /**
     * Makes the changes, all of them or none. Empty when the organization has no such job; when it neither is scheduled, queued
     * or retrying nor held; when it is held and would get another {@code run_at}; when it has had as many attempts as it would
     * have at most; and when it would not expire after now and after the time that it is due.
     */
    public Uni<Optional<Rescheduled>> reschedule(OrganizationId organization, JobId id, JobChanges changes) {
        Priority priority = changes.priority();
        Integer maxAttempts = changes.maxAttempts();
        Map<String, String> tags = changes.tags();
        Tuple values = Tuple.of(id.value(), organization.value())
                .addBoolean(changes.runAt() != null)
                .addOffsetDateTime(JobRow.time(to(changes.runAt())))
                .addBoolean(changes.expiresAt() != null)
                .addOffsetDateTime(JobRow.time(to(changes.expiresAt())))
                .addShort(priority == null ? null : priority.code())
                .addBoolean(tags != null)
                .addValue(tags == null || tags.isEmpty() ? null : new JsonObject(new HashMap<>(tags)))
                .addShort(maxAttempts == null ? null : maxAttempts.shortValue());
        return pool.preparedQuery(RESCHEDULE).execute(values).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(rescheduled(row.next())) : Optional.empty();
        });
    }

    private static Rescheduled rescheduled(Row row) {
        return new Rescheduled(JobRow.job(row), row.getBoolean("ready"));
    }

    private static @Nullable Instant to(@Nullable Change<Instant> change) {
        return change == null ? null : change.to();
    }
}
