package dev.carillon.monitoring.history;

import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyHistogram;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.monitoring.collect.Figures;
import dev.carillon.monitoring.collect.InstanceMinute;
import dev.carillon.monitoring.collect.UnstoredMinutes;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Reads minutes. A minute of which all is still in memory is taken from there, as it may not have been stored yet. */
@Singleton
public class MinuteHistory {

    private static final Logger LOG = Logger.getLogger(MinuteHistory.class);

    static final String COUNTS = """
            SELECT minute, service, c.measure, sum(c.times::bigint)::bigint AS times
            FROM telemetry_minute, jsonb_each_text(counts) AS c (measure, times)
            WHERE minute >= $1 AND minute < $2 AND c.measure = ANY ($3)
            GROUP BY minute, service, c.measure
            """;

    static final String LATENCIES = """
            SELECT minute, service, measure, histogram
            FROM telemetry_latency_minute
            WHERE minute >= $1 AND minute < $2 AND measure = ANY ($3)
            """;

    private final Pool pool;
    private final UnstoredMinutes unstored;

    MinuteHistory(Pool pool, UnstoredMinutes unstored) {
        this.pool = pool;
        this.unstored = unstored;
    }

    /**
     * Every minute from that of {@code from} to before {@code to}, oldest first, those without any report too. Holds the wanted
     * measures at least.
     */
    public Uni<List<Minute>> read(
            Instant from, Instant to, Collection<CountMeasure> counts, Collection<LatencyMeasure> latencies) {
        Instant first = from.truncatedTo(ChronoUnit.MINUTES);
        SortedMap<Instant, Minute> minutes = new TreeMap<>();
        for (Instant at = first; at.isBefore(to); at = at.plus(1, ChronoUnit.MINUTES)) {
            minutes.put(at, Minute.empty(at));
        }
        // Before PostgreSQL is read: what is stored in between is then in both, never in neither.
        Set<Instant> inMemory = addUnstored(minutes);
        return query(
                        COUNTS,
                        first,
                        to,
                        counts.stream().map(CountMeasure::wireName).toArray(String[]::new))
                .chain(counted -> query(
                                LATENCIES,
                                first,
                                to,
                                latencies.stream().map(LatencyMeasure::wireName).toArray(String[]::new))
                        .emitOn(Infrastructure.getDefaultExecutor())
                        .map(measured -> {
                            addStored(minutes, inMemory, counted, measured);
                            return List.copyOf(minutes.values());
                        }));
    }

    private Set<Instant> addUnstored(SortedMap<Instant, Minute> minutes) {
        Set<Instant> added = new HashSet<>();
        for (InstanceMinute unstoredMinute : unstored.all()) {
            Minute minute = minutes.get(unstoredMinute.minute());
            if (minute != null) {
                minute.of(unstoredMinute.service()).add(unstoredMinute.figures());
                added.add(minute.at());
            }
        }
        return added;
    }

    private static void addStored(
            SortedMap<Instant, Minute> minutes, Set<Instant> inMemory, RowSet<Row> counted, RowSet<Row> measured) {
        for (Row row : counted) {
            Minute minute = minutes.get(minuteOf(row));
            if (minute != null && !inMemory.contains(minute.at())) {
                minute.of(row.getString("service")).count(row.getString("measure"), row.getLong("times"));
            }
        }
        for (Row row : measured) {
            Minute minute = minutes.get(minuteOf(row));
            if (minute != null && !inMemory.contains(minute.at())) {
                add(row, minute.of(row.getString("service")));
            }
        }
    }

    private static void add(Row row, Figures figures) {
        try {
            byte[] histogram = row.getBuffer("histogram").getBytes();
            figures.add(row.getString("measure"), LatencyHistogram.fromBytes(histogram));
        } catch (IllegalArgumentException damaged) {
            LOG.warnf("The histogram of %s at %s is damaged", row.getString("measure"), minuteOf(row));
        }
    }

    private Uni<RowSet<Row>> query(String statement, Instant from, Instant to, String[] measures) {
        return pool.preparedQuery(statement).execute(Tuple.of(time(from), time(to), measures));
    }

    private static Instant minuteOf(Row row) {
        return row.getOffsetDateTime("minute").toInstant();
    }

    private static OffsetDateTime time(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
