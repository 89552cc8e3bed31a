package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.LatencyHistogram;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Minutes of telemetry in PostgreSQL. Storing the same minute again, by whomever, changes nothing. */
@Singleton
class MinuteStore {

    private static final String SAVE_FIGURES = """
            INSERT INTO telemetry_minute AS known (minute, service, instance, reports, counts, gauges)
            SELECT minute, service, instance, reports, counts::jsonb, gauges::jsonb
            FROM unnest($1::timestamptz[], $2::text[], $3::uuid[], $4::integer[], $5::text[], $6::text[])
                 AS n (minute, service, instance, reports, counts, gauges)
            ON CONFLICT (minute, service, instance) DO UPDATE
            SET reports = excluded.reports, counts = excluded.counts, gauges = excluded.gauges
            WHERE excluded.reports > known.reports
            """;

    private static final String SAVE_LATENCIES = """
            INSERT INTO telemetry_latency_minute AS known (minute, measure, service, instance, durations, histogram)
            SELECT minute, measure, service, instance, durations, histogram
            FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::uuid[], $5::bigint[], $6::bytea[])
                 AS n (minute, measure, service, instance, durations, histogram)
            ON CONFLICT (minute, measure, service, instance) DO UPDATE
            SET durations = excluded.durations, histogram = excluded.histogram
            WHERE excluded.durations > known.durations
            """;

    static final String LATEST = "SELECT max(minute) AS minute FROM telemetry_minute";

    static final String PRUNE_FIGURES = """
            DELETE FROM telemetry_minute WHERE (minute, service, instance) IN (
                SELECT minute, service, instance FROM telemetry_minute WHERE minute < $1 ORDER BY minute LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;

    static final String PRUNE_LATENCIES = """
            DELETE FROM telemetry_latency_minute WHERE (minute, measure, service, instance) IN (
                SELECT minute, measure, service, instance FROM telemetry_latency_minute
                WHERE minute < $1 ORDER BY minute LIMIT $2
                FOR UPDATE SKIP LOCKED)
            """;

    // Everybody stores in one order, so that two collectors cannot wait for each other's rows.
    private static final Comparator<InstanceMinute> ORDER = Comparator.comparing(InstanceMinute::minute)
            .thenComparing(InstanceMinute::service)
            .thenComparing(InstanceMinute::instance);

    private final Pool pool;

    MinuteStore(Pool pool) {
        this.pool = pool;
    }

    private record LatencyRow(InstanceMinute of, String measure, LatencyHistogram histogram) {}

    /** Stores the minutes, all or none of them. A minute that is stored from more reports already stays as it is. */
    Uni<Void> save(List<InstanceMinute> minutes) {
        List<InstanceMinute> rows = minutes.stream().sorted(ORDER).toList();
        List<LatencyRow> latencies = new ArrayList<>();
        rows.forEach(row -> row.figures()
                .latencies()
                .forEach((measure, histogram) -> latencies.add(new LatencyRow(row, measure, histogram))));
        latencies.sort(Comparator.comparing((LatencyRow row) -> row.of().minute())
                .thenComparing(LatencyRow::measure)
                .thenComparing(LatencyRow::of, ORDER));
        Tuple figures = figures(rows);
        Tuple histograms = histograms(latencies);
        return pool.withTransaction(connection ->
                run(connection, SAVE_FIGURES, figures).chain(() -> run(connection, SAVE_LATENCIES, histograms)));
    }

    /** The latest minute that is stored; empty when none is. */
    Uni<Optional<Instant>> latest() {
        return pool.preparedQuery(LATEST).execute().map(rows -> {
            Row row = rows.iterator().next();
            return Optional.ofNullable(row.getOffsetDateTime("minute")).map(OffsetDateTime::toInstant);
        });
    }

    /** Deletes up to {@code limit} rows of each table that are older. Answers how many. */
    Uni<Integer> prune(Instant olderThan, int limit) {
        return pool.preparedQuery(PRUNE_FIGURES)
                .execute(Tuple.of(time(olderThan), limit))
                .chain(figures -> pool.preparedQuery(PRUNE_LATENCIES)
                        .execute(Tuple.of(time(olderThan), limit))
                        .map(latencies -> figures.rowCount() + latencies.rowCount()));
    }

    private static Uni<Void> run(SqlConnection connection, String statement, Tuple values) {
        return connection.preparedQuery(statement).execute(values).replaceWithVoid();
    }

    private static Tuple figures(List<InstanceMinute> rows) {
        return Tuple.tuple()
                .addArrayOfOffsetDateTime(array(rows, row -> time(row.minute()), OffsetDateTime[]::new))
                .addArrayOfString(array(rows, InstanceMinute::service, String[]::new))
                .addArrayOfUUID(array(rows, InstanceMinute::instance, UUID[]::new))
                .addArrayOfInteger(array(rows, row -> row.figures().reports(), Integer[]::new))
                .addArrayOfString(array(rows, row -> counts(row.figures()), String[]::new))
                .addArrayOfString(array(rows, row -> gauges(row.figures()), String[]::new));
    }

    private static Tuple histograms(List<LatencyRow> rows) {
        return Tuple.tuple()
                .addArrayOfOffsetDateTime(array(rows, row -> time(row.of().minute()), OffsetDateTime[]::new))
                .addArrayOfString(array(rows, LatencyRow::measure, String[]::new))
                .addArrayOfString(array(rows, row -> row.of().service(), String[]::new))
                .addArrayOfUUID(array(rows, row -> row.of().instance(), UUID[]::new))
                .addArrayOfLong(array(rows, row -> row.histogram().count(), Long[]::new))
                .addValue(array(rows, row -> Buffer.buffer(row.histogram().toBytes()), Buffer[]::new));
    }

    private static String counts(Figures figures) {
        return new JsonObject(new HashMap<String, Object>(figures.counts())).encode();
    }

    private static String gauges(Figures figures) {
        Map<String, Object> gauges = new HashMap<>();
        figures.gauges()
                .forEach((measure, value) -> gauges.put(
                        measure, new JsonObject().put("mean", value.mean()).put("highest", value.highest())));
        return new JsonObject(gauges).encode();
    }

    static OffsetDateTime time(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }

    private static <S, T> T[] array(List<S> from, Function<S, T> part, IntFunction<T[]> array) {
        return from.stream().map(part).toArray(array);
    }
}
