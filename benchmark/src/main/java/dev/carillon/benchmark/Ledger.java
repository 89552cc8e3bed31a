package dev.carillon.benchmark;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What PostgreSQL says of the jobs: the only witness of what was really done. */
final class Ledger implements AutoCloseable {

    private final Connection connection;

    Ledger(String jdbcUrl, String user, String password) throws SQLException {
        this.connection = DriverManager.getConnection(jdbcUrl, user, password);
    }

    void pauseAll() throws SQLException {
        execute("INSERT INTO pause (reason, paused_by) VALUES ('Measuring', 'benchmark') ON CONFLICT DO NOTHING");
    }

    void resumeAll() throws SQLException {
        execute("DELETE FROM pause WHERE paused_by = 'benchmark'");
    }

    /** Forgets all jobs, and lets PostgreSQL write down what it has in memory, so that every run begins alike. */
    void clear() throws SQLException {
        execute("TRUNCATE job, job_attempt, job_key, job_count, job_count_change");
        execute("CHECKPOINT");
    }

    long count(String condition) throws SQLException {
        return number("SELECT count(*) FROM job WHERE " + condition);
    }

    /** Whether a job is unfinished. Looks at an index, so that asking again and again costs nothing. */
    boolean isBusy() throws SQLException {
        return number("SELECT count(*) FROM (SELECT FROM job WHERE finished_at IS NULL LIMIT 1) AS one") > 0;
    }

    /** Seconds from the first delivery's start to the last job's end. */
    double secondsOfWork() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT extract(epoch FROM max(finished_at) - min(started_at)) FROM job")) {
            rows.next();
            return rows.getDouble(1);
        }
    }

    /** Makes another organization; answers the API key that was given. */
    String addOrganization(String name) throws SQLException {
        String prefix = text(8);
        String secret = text(40);
        try (PreparedStatement statement = connection.prepareStatement("""
                WITH made AS (
                    INSERT INTO organization (id, name, webhook_secret) VALUES (gen_random_uuid(), ?, 'whsec_bWVhc3VyaW5n')
                    RETURNING id)
                INSERT INTO api_key (id, organization_id, name, prefix, secret_hash)
                SELECT gen_random_uuid(), id, 'benchmark', ?, sha256(convert_to(?, 'UTF8')) FROM made
                """)) {
            statement.setString(1, name);
            statement.setString(2, prefix);
            statement.setString(3, secret);
            statement.executeUpdate();
        }
        return "ck_" + prefix + "_" + secret;
    }

    private static String text(int length) {
        return new SecureRandom()
                .ints(length, 0, 36)
                .mapToObj(digit -> Character.toString(Character.forDigit(digit, 36)))
                .collect(Collectors.joining());
    }

    /**
     * Nanoseconds from when a request was read to when its handler was started. The job's id carries the first in whole
     * milliseconds, rounded down, so that what is measured is at most one too long.
     *
     * @param organization whose jobs are looked at, by its name
     */
    Histogram startLatencies(String organization) throws SQLException {
        Histogram latencies = new Histogram(3_600_000_000_000L, 3);
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT (extract(epoch FROM a.started_at - uuid_extract_timestamp(j.id)) * 1e9)::bigint
                FROM job AS j JOIN job_attempt AS a ON a.job_id = j.id
                WHERE j.organization_id = (SELECT id FROM organization WHERE name = ?)
                """)) {
            statement.setString(1, organization);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    latencies.recordValue(Math.max(0, rows.getLong(1)));
                }
            }
        }
        return latencies;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
