package dev.carillon.local.drill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database says of jobs, read by plain SQL. */
final class Records {

    private static final String UNFINISHED = "SELECT count(*) FROM job WHERE created_at >= ? AND finished_at IS NULL";

    private static final String JOBS = """
            SELECT id, organization_id, channel, state::text, run_at FROM job WHERE created_at >= ?
            """;

    private static final String ATTEMPTS = """
            SELECT job_id, number, started_at, finished_at, outcome, worker FROM job_attempt
            WHERE job_id = ANY (?) ORDER BY job_id, number
            """;

    private static final String TIMELINE = """
            SELECT string_agg(entry.state || ' ' || to_char(entry.time AT TIME ZONE 'UTC', 'HH24:MI:SS.MS'), ', ' ORDER BY entry.number)
            FROM job, unnest(timeline_states, timeline_times) WITH ORDINALITY AS entry (state, time, number)
            WHERE id = ?
            """;

    private static final String DELIVERIES = """
            SELECT worker, count(*) FROM job_attempt WHERE started_at >= ? GROUP BY worker ORDER BY worker
            """;

    private static final String DISORDERED = """
            SELECT format('job %s: created %s, started %s, finished %s, to be run %s; %s at %s; deliveries %s', id,
                          created_at, started_at, finished_at, run_at, timeline_states, timeline_times,
                          ARRAY(SELECT (number, started_at, finished_at, outcome) FROM job_attempt WHERE job_id = job.id))
            FROM job
            WHERE created_at >= ?
              AND (started_at < created_at OR finished_at < started_at OR started_at < run_at OR finished_at > now()
                   OR timeline_times <> ARRAY(SELECT time FROM unnest(timeline_times) AS time ORDER BY time)
                   OR EXISTS (SELECT FROM job_attempt
                              WHERE job_id = job.id
                                AND (job_attempt.started_at < job.created_at
                                     OR job_attempt.finished_at < job_attempt.started_at
                                     OR job_attempt.finished_at > now())))
            """;

    private final Fleet fleet;

    /** A job as it is stored; {@code runAt} is null unless it was scheduled. */
    record StoredJob(
            String id,
            String organization,
            String channel,
            String state,
            @Nullable Instant runAt) {}

    /** Reads one row. */
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Sets the values of a statement. */
    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    Records(Fleet fleet) {
        this.fleet = fleet;
    }

    /** PostgreSQL's time. */
    Instant now() {
        return query("SELECT clock_timestamp()", _ -> {}, row -> instant(row, 1))
                .getFirst();
    }

    long unfinished(Instant since) {
        return query(UNFINISHED, at(since), row -> row.getLong(1)).getFirst();
    }

    /** Jobs whose times contradict each other, a line each. */
    List<String> disordered(Instant since) {
        return query(DISORDERED, at(since), row -> row.getString(1));
    }

    Map<String, StoredJob> jobs(Instant since) {
        Map<String, StoredJob> jobs = new HashMap<>();
        query(JOBS, at(since), row -> {
                    var runAt = row.getTimestamp(5);
                    return new StoredJob(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            runAt == null ? null : runAt.toInstant());
                })
                .forEach(job -> jobs.put(job.id(), job));
        return jobs;
    }

    Map<String, Long> deliveries(Instant since) {
        Map<String, Long> deliveries = new HashMap<>();
        query(DELIVERIES, at(since), row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> deliveries.put(entry.getKey(), entry.getValue()));
        return deliveries;
    }

    /** What happened to a job, in a line. */
    String timeline(String job) {
        return query(TIMELINE, statement -> statement.setObject(1, UUID.fromString(job)), row -> row.getString(1))
                .getFirst();
    }

    /** Every delivery of those jobs, oldest first. */
    Map<String, List<Attempt>> attempts(List<String> jobs) {
        Map<String, List<Attempt>> attempts = new HashMap<>();
        var ids = jobs.stream().map(UUID::fromString).toArray(UUID[]::new);
        query(
                        ATTEMPTS,
                        statement ->
                                statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids)),
                        row -> Map.entry(
                                row.getString(1),
                                new Attempt(
                                        row.getInt(2),
                                        instant(row, 3),
                                        instant(row, 4),
                                        row.getString(5),
                                        row.getString(6))))
                .forEach(entry -> attempts.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                        .add(entry.getValue()));
        return attempts;
    }

    private static Binder at(Instant since) {
        return statement -> statement.setTimestamp(1, Timestamp.from(since));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private <T> List<T> query(String sql, Binder values, Reader<T> reader) {
        try (Connection connection = fleet.postgres.connect(Fleet.DATABASE);
                var statement = connection.prepareStatement(sql)) {
            values.bind(statement);
            List<T> found = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The database could not be asked: " + e.getMessage(), e);
        }
    }
}
