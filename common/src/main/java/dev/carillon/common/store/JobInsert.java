package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.job.TimelineEntry;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** New jobs as rows: one insert for any number of them. */
final class JobInsert {

    /** Takes {@link #values}; a condition on {@code n} may follow. */
    static final String SQL = """
            INSERT INTO job (id, organization_id, type, channel, priority, shard, max_attempts, tags, payload,
                             created_at, run_at, expires_at, dedupe_key, retry, state, enqueued_at, backlogged_at, due_at,
                             timeline_states, timeline_times)
            SELECT n.id, n.organization_id, n.type, n.channel, n.priority, n.shard, n.max_attempts, n.tags::jsonb,
                   n.payload::json, now(), n.run_at, n.expires_at, n.dedupe_key, n.retry::jsonb, first.state,
                   CASE first.way WHEN 'stream' THEN now() END, CASE first.way WHEN 'backlog' THEN now() END,
                   CASE first.state WHEN 'scheduled' THEN n.run_at END,
                   ARRAY[first.state], ARRAY[now()]
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::smallint[], $6::smallint[], $7::smallint[],
                        $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::boolean[], $14::text[])
                 AS n (id, organization_id, type, channel, priority, shard, max_attempts, tags, payload, run_at, expires_at,
                       dedupe_key, keyed, retry),
                 LATERAL (SELECT CASE WHEN n.run_at > now() THEN 'scheduled'::job_state ELSE 'queued' END AS state,
                                 CASE WHEN n.run_at > now() THEN NULL
                                      WHEN n.organization_id = ANY ($15::uuid[]) THEN 'backlog' ELSE 'stream' END AS way)
                     AS first
            """;

    /** How many parameters that are. */
    static final int PARAMETERS = 15;

    /** What {@link #stored} reads. */
    static final String RETURNING = "RETURNING id, state::text AS state, created_at";

    private JobInsert() {}

    /**
     * @param keyed for each job, whether it is stored only if something else holds as well
     * @param backlogged organizations whose jobs go to the backlog
     */
    static Tuple values(List<NewJob> jobs, Boolean[] keyed, Set<OrganizationId> backlogged) {
        return Tuple.tuple()
                .addArrayOfUUID(array(jobs, job -> job.id().value(), new UUID[0]))
                .addArrayOfUUID(array(jobs, job -> job.organizationId().value(), new UUID[0]))
                .addArrayOfString(
                        array(jobs, job -> job.message().channel().type().wireName(), new String[0]))
                .addArrayOfString(array(jobs, job -> job.message().channel().wireName(), new String[0]))
                .addArrayOfShort(array(jobs, job -> job.priority().code(), new Short[0]))
                .addArrayOfShort(array(jobs, job -> (short) Shard.of(job.organizationId()), new Short[0]))
                .addArrayOfShort(array(jobs, job -> (short) job.maxAttempts(), new Short[0]))
                .addArrayOfString(array(jobs, JobInsert::tags, new String[0]))
                .addArrayOfString(array(jobs, job -> JobRow.payload(job.message()), new String[0]))
                .addArrayOfOffsetDateTime(array(jobs, job -> JobRow.time(job.runAt()), new OffsetDateTime[0]))
                .addArrayOfOffsetDateTime(array(jobs, job -> JobRow.time(job.expiresAt()), new OffsetDateTime[0]))
                .addArrayOfString(array(jobs, NewJob::dedupeKey, new String[0]))
                .addArrayOfBoolean(keyed)
                .addArrayOfString(array(jobs, JobInsert::retry, new String[0]))
                .addArrayOfUUID(backlogged.stream().map(OrganizationId::value).toArray(UUID[]::new));
    }

    private static @Nullable String tags(NewJob job) {
        return job.tags().isEmpty() ? null : new JsonObject(new HashMap<String, Object>(job.tags())).encode();
    }

    private static @Nullable String retry(NewJob job) {
        return job.retry() == null ? null : new JsonObject(job.retry().toWire()).encode();
    }

    /** The rows that were stored, by their job. */
    static Map<JobId, Row> stored(RowSet<Row> rows) {
        Map<JobId, Row> stored = HashMap.newHashMap(rows.rowCount());
        rows.forEach(row -> stored.put(new JobId(row.getUUID("id")), row));
        return stored;
    }

    /** The job that became this row. */
    static Job accepted(NewJob job, Row row) {
        JobState state = JobState.of(row.getString("state"));
        Instant createdAt = row.getOffsetDateTime("created_at").toInstant();
        return new Job(
                job.id(),
                job.organizationId(),
                job.message().channel().type(),
                job.message().channel(),
                job.priority(),
                state,
                0,
                job.maxAttempts(),
                createdAt,
                job.runAt(),
                job.expiresAt(),
                state == JobState.SCHEDULED ? job.runAt() : null,
                null,
                null,
                null,
                job.dedupeKey(),
                job.tags(),
                job.retry(),
                List.of(new TimelineEntry(state, createdAt)));
    }

    static <S, T> T[] array(List<S> from, Function<S, @Nullable T> part, T[] empty) {
        return from.stream().map(part).toList().toArray(empty);
    }
}
