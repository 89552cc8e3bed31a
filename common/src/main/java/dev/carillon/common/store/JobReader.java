package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Attempt;
import dev.carillon.common.job.AttemptOutcome;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an organization's jobs. Another organization's job is as if it did not exist. */
@Singleton
public class JobReader {

    static final String FIND = "SELECT " + JobRow.COLUMNS + " FROM job WHERE id = $1 AND organization_id = $2";

    static final String ATTEMPTS = """
            SELECT number, a.started_at, a.finished_at, outcome, error, provider, worker
            FROM job_attempt AS a JOIN job ON job.id = a.job_id
            WHERE a.job_id = $1 AND job.id = $1 AND organization_id = $2
            ORDER BY number DESC
            LIMIT $3
            """;

    private final Pool pool;

    JobReader(Pool pool) {
        this.pool = pool;
    }

    /** The job; empty when the organization has none of that id. */
    public Uni<Optional<Job>> find(OrganizationId organization, JobId id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(JobRow.job(row.next())) : Optional.empty();
                });
    }

    /** The job's latest attempts, at most {@code limit}, newest first; empty also when the organization has no such job. */
    public Uni<List<Attempt>> attempts(OrganizationId organization, JobId id, int limit) {
        return pool.preparedQuery(ATTEMPTS)
                .execute(Tuple.of(id.value(), organization.value(), limit))
                .map(rows -> {
                    List<Attempt> attempts = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> attempts.add(attempt(row)));
                    return attempts;
                });
    }

    /**
     * A page of the organization's jobs, newest first.
     *
     * @param before only jobs older than this one; null to begin with the newest
     * @param limit at most so many
     */
    public Uni<List<Job>> list(OrganizationId organization, JobFilter filter, @Nullable JobId before, int limit) {
        Statement statement = listStatement(organization, filter, before, limit);
        return pool.preparedQuery(statement.sql()).execute(statement.values()).map(rows -> {
            List<Job> jobs = new ArrayList<>(rows.rowCount());
            rows.forEach(row -> jobs.add(JobRow.job(row)));
            return jobs;
        });
    }

    /** A statement that was put together, with its values. */
    record Statement(String sql, Tuple values) {}

    static Statement listStatement(OrganizationId organization, JobFilter filter, @Nullable JobId before, int limit) {
        StringBuilder where = new StringBuilder("organization_id = $1");
        Tuple values = Tuple.of(organization.value());
        if (before != null) {
            add(where, values, "id < $?", before.value());
        }
        // Ids begin with the time of creation, so times bound ids and prune partitions.
        if (filter.createdAfter() != null) {
            add(where, values, "id >= $?", JobId.first(filter.createdAfter()).value());
        }
        if (filter.createdBefore() != null) {
            add(where, values, "id < $?", JobId.first(filter.createdBefore()).value());
        }
        if (filter.state() != null) {
            where.append(condition(filter.state()));
        }
        // What tells of jobs is listed when asked for: nobody submitted it.
        if (filter.type() == null && filter.channel() == null) {
            where.append(" AND type <> 'event'");
        }
        if (filter.type() != null) {
            add(where, values, "type = $?", filter.type().wireName());
        }
        if (filter.channel() != null) {
            add(where, values, "channel = $?", filter.channel().wireName());
        }
        if (!filter.tags().isEmpty()) {
            add(where, values, "tags @> $?::jsonb", new JsonObject(new HashMap<>(filter.tags())));
        }
        return new Statement(
                "SELECT " + JobRow.COLUMNS + " FROM job WHERE " + where + " ORDER BY id DESC LIMIT " + limit, values);
    }

    private static void add(StringBuilder where, Tuple values, String condition, Object value) {
        values.addValue(value);
        where.append(" AND ").append(condition.replace("$?", "$" + values.size()));
    }

    /** In words that an index knows. The name is one of ours, so that it may stand in the statement. */
    private static String condition(JobState state) {
        String column = switch (state) {
            case HELD, FAILED, CANCELLED, EXPIRED, DISCARDED -> "resting_state";
            case SCHEDULED, QUEUED, RUNNING, RETRYING -> "finished_at IS NULL AND state";
            case SUCCEEDED -> "state";
        };
        return " AND " + column + " = '" + state.wireName() + "'";
    }

    private static Attempt attempt(Row row) {
        return new Attempt(
                row.getInteger("number"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("finished_at").toInstant(),
                AttemptOutcome.of(row.getString("outcome")),
                row.getString("error"),
                row.getString("provider"),
                row.getString("worker"));
    }
}
