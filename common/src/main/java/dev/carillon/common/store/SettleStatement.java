package dev.carillon.common.store;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends deliveries: moves their jobs on, unless the claim was lost, and records the attempts in any case. */
@Singleton
class SettleStatement {

    // Snoozes in a row are told as one: a job that is looked at every minute for a day has one entry in its timeline
    // and one
    // record. The look itself (running) leaves no entry, for nothing was sent.
    //
    // What was not sent proves nothing about a job that kills its workers: its count of crashes stays.
    //
    // Nothing becomes due after it has expired: the claim then ends it in time.
    //
    // The states are asked for in a CASE, which the planner does not see through: by its statistics hardly any job is
    // running, from
    // which it would conclude that one row is to be joined, and compare every row with every report.
    //
    // A success that is reported late, after the rescuer took the job back but before anybody claimed it again, still
    // counts:
    // the fence has not moved, and another delivery would be a repetition.
    static final String SETTLE = """
            WITH report AS (
                SELECT id, fence, ('%2$s'::job_state[])[next] AS next, delay_ms, counted, outcome, error, started_at, finished_at, provider,
                       outcome NOT IN ('snoozed', 'handed_back') AS sent, outcome = 'snoozed' AS snoozed
                FROM unnest($1::uuid[], $2::integer[], $3::smallint[], $4::bigint[], $5::smallint[], $6::text[], $7::text[],
                            $8::timestamptz[], $9::timestamptz[], $10::text[])
                     AS r (id, fence, next, delay_ms, counted, outcome, error, started_at, finished_at, provider)),
            settled AS (
                UPDATE job
                SET state = report.next,
                    attempts = attempts + report.counted,
                    crashes = CASE WHEN report.sent THEN 0 ELSE crashes END,
                    worker_id = NULL,
                    enqueued_at = CASE report.next WHEN 'queued' THEN now() END,
                    backlogged_at = NULL,
                    due_at = CASE WHEN report.next IN ('retrying', 'scheduled')
                        THEN least(now() + report.delay_ms * interval '1 millisecond', expires_at) END,
                    snoozed_since = CASE WHEN report.snoozed THEN coalesce(snoozed_since, report.fence) END,
                    started_at = CASE WHEN report.sent OR attempts + crashes > 0 THEN job.started_at END,
                    finished_at = CASE WHEN report.next IN ('succeeded', 'failed') THEN now() END,
                    resting_state = CASE WHEN report.next IN ('failed', 'held') THEN report.next END,
                    last_error = CASE WHEN report.sent THEN coalesce(report.error, last_error) ELSE last_error END,
                    timeline_states = CASE
                        WHEN NOT report.snoozed THEN timeline_states || report.next
                        WHEN %1$s THEN timeline_states[:cardinality(timeline_states) - 2]
                        ELSE timeline_states[:cardinality(timeline_states) - 1] || report.next END,
                    timeline_times = CASE
                        WHEN NOT report.snoozed THEN timeline_times || now()
                        WHEN %1$s THEN timeline_times[:cardinality(timeline_times) - 2]
                        ELSE timeline_times[:cardinality(timeline_times) - 1] || now() END
                FROM report
                WHERE job.id = ANY ($1::uuid[])
                  AND job.id = report.id
                  AND job.fence = report.fence
                  AND CASE job.state
                          WHEN 'running' THEN true
                          WHEN 'queued' THEN report.next = 'succeeded'
                          WHEN 'held' THEN report.next = 'succeeded'
                          ELSE false END
                RETURNING job.id, job.snoozed_since),
            recorded AS (
                INSERT INTO job_attempt AS known
                    (job_id, number, started_at, finished_at, outcome, error, provider, worker)
                SELECT report.id, coalesce(settled.snoozed_since, fence), started_at, finished_at, outcome, error, provider, $11
                FROM report LEFT JOIN settled ON settled.id = report.id
                ON CONFLICT (job_id, number) DO UPDATE
                SET started_at = CASE known.outcome WHEN 'snoozed' THEN known.started_at ELSE excluded.started_at END,
                    finished_at = excluded.finished_at, outcome = excluded.outcome, error = excluded.error,
                    provider = excluded.provider, worker = excluded.worker
                WHERE known.outcome IN ('unknown', 'snoozed'))
            SELECT id FROM settled
            """.formatted(
            """
            snoozed_since IS NOT NULL AND timeline_states[cardinality(timeline_states) - 2:] = '{scheduled,queued,running}'""", Arrays.stream(JobState.values()).map(JobState::wireName).collect(Collectors.joining(",", "{", "}")));

    private final Pool pool;

    SettleStatement(Pool pool) {
        this.pool = pool;
    }

    Uni<Set<JobId>> execute(String workerName, List<Settlement> settlements) {
        Tuple values = Tuple.tuple()
                .addArrayOfUUID(array(settlements, s -> s.id().value(), new UUID[0]))
                .addArrayOfInteger(array(settlements, Settlement::fence, new Integer[0]))
                .addArrayOfShort(array(settlements, s -> number(s.next()), new Short[0]))
                .addArrayOfLong(array(settlements, s -> s.delay().toMillis(), new Long[0]))
                .addArrayOfShort(array(settlements, s -> (short) (s.counted() ? 1 : 0), new Short[0]))
                .addArrayOfString(array(settlements, s -> s.outcome().wireName(), new String[0]))
                .addArrayOfString(array(settlements, Settlement::error, new String[0]))
                .addArrayOfOffsetDateTime(array(settlements, s -> JobRow.time(s.startedAt()), new OffsetDateTime[0]))
                .addArrayOfOffsetDateTime(array(settlements, s -> JobRow.time(s.finishedAt()), new OffsetDateTime[0]))
                .addArrayOfString(array(settlements, Settlement::provider, new String[0]))
                .addString(workerName);
        return pool.preparedQuery(SETTLE).execute(values).map(rows -> {
            Set<JobId> settled = new HashSet<>();
            rows.forEach(row -> settled.add(new JobId(row.getUUID("id"))));
            return settled;
        });
    }

    /** A state's place in the list of all: to look it up there costs less than to read its name, row by row. */
    private static short number(JobState state) {
        return (short) (state.ordinal() + 1);
    }

    private static <T> T[] array(List<Settlement> from, Function<Settlement, @Nullable T> part, T[] empty) {
        return from.stream().map(part).toList().toArray(empty);
    }
}
