package dev.carillon.monitoring.collect;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.TelemetryReport;
import dev.carillon.common.telemetry.TelemetryStream;
import dev.carillon.monitoring.testing.FakeInstance;
import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.Plans;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The minute history on a real PostgreSQL, made by collectors that come and go. Reports are put into minutes of the past. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class MinuteHistoryTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    // In all columns, and in the version of the row: a row that was written again differs.
    private static final String ROWS = """
            SELECT minute::text || ' ' || reports || ' ' || counts || ' ' || gauges || ' ' || xmin AS row
            FROM telemetry_minute WHERE instance = $1
            UNION ALL
            SELECT minute::text || ' ' || measure || ' ' || durations || ' ' || encode(histogram, 'hex') || ' ' || xmin
            FROM telemetry_latency_minute WHERE instance = $1
            ORDER BY row
            """;

    @Inject
    RedisCommands redis;

    @Inject
    ObjectMapper json;

    @Inject
    TelemetryTail tail;

    @Inject
    MinuteStore store;

    @Inject
    CollectConfig config;

    @Inject
    PastMinutes past;

    @Inject
    Plans plans;

    @Inject
    Pool pool;

    private final Instant firstMinute =
            Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(4, ChronoUnit.MINUTES);
    private final FakeInstance worker = FakeInstance.worker();

    private final List<Request> entries = new ArrayList<>();

    @BeforeEach
    void empty() {
        past.clear();
    }

    @Test
    void everyCollectorMakesTheSameRows() {
        threeMinutes();
        collect(3);
        List<String> rows = rows();
        assertEquals(6, rows.size());
        assertTrue(rows.getFirst().contains("\"jobs_succeeded\": 12"), rows.getFirst());
        collectFromTheStart(3);
        assertEquals(rows, rows());
    }

    @Test
    void aMinuteMadeOfFewerReportsReplacesNothing() {
        threeMinutes();
        collect(3);
        List<String> rows = rows();
        entries.clear();
        report(0, 55, worker.counted(CountMeasure.JOBS_SUCCEEDED, 1).report());
        collectFromTheStart(1);
        assertEquals(rows, rows());
    }

    @Test
    void aMinuteMadeOfMoreReportsReplacesOneOfFewer() {
        report(0, 5, worker.counted(CountMeasure.JOBS_SUCCEEDED, 1).report());
        collect(1);
        report(0, 10, worker.counted(CountMeasure.JOBS_SUCCEEDED, 1).report());
        collectFromTheStart(1);
        assertTrue(rows().getFirst().contains("\"jobs_succeeded\": 2"), rows().getFirst());
    }

    @Test
    void aReportThatIsSentAgainInTheNextMinuteCountsInItsFirst() {
        TelemetryReport report = worker.counted(CountMeasure.JOBS_SUCCEEDED, 5).report();
        report(0, 58, report);
        report(1, 3, report);
        report(1, 4, worker.counted(CountMeasure.JOBS_SUCCEEDED, 7).report());
        collect(2);
        List<String> rows = rows();
        assertTrue(rows.get(0).contains("\"jobs_succeeded\": 5"), rows.get(0));
        assertTrue(rows.get(1).contains("\"jobs_succeeded\": 7"), rows.get(1));
    }

    @Test
    void oldMinutesArePruned() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        past.storeUntil(
                now, worker, 30, (instance, minute) -> instance.took(LatencyMeasure.DELIVERY, Duration.ofMillis(3)));
        Instant tenMinutesAgo = now.minus(10, ChronoUnit.MINUTES);
        int first = store.prune(tenMinutesAgo, 15).await().atMost(SOON);
        int second = store.prune(tenMinutesAgo, 15).await().atMost(SOON);
        assertEquals(List.of(30, 10), List.of(first, second));
        assertEquals(20, rows().size());
    }

    @Test
    void everyQueryHasAnIndex() {
        plans.assertIndexed(MinuteStore.LATEST);
        plans.assertIndexed(MinuteStore.PRUNE_FIGURES);
        plans.assertIndexed(MinuteStore.PRUNE_LATENCIES);
    }

    private void threeMinutes() {
        for (int minute = 0; minute < 3; minute++) {
            for (int second = 5; second < 60; second += 10) {
                report(
                        minute,
                        second,
                        worker.counted(CountMeasure.JOBS_SUCCEEDED, 2)
                                .took(LatencyMeasure.DELIVERY, Duration.ofMillis(second), Duration.ofMillis(7))
                                .report());
            }
        }
    }

    /** As if the instance had sent it then. */
    private void report(int minute, int second, TelemetryReport report) {
        Instant at = firstMinute.plus(minute, ChronoUnit.MINUTES).plusSeconds(second);
        entries.add(RedisCommands.request(
                Command.XADD,
                TelemetryStream.KEY,
                at.toEpochMilli() + "-*",
                TelemetryStream.REPORT_FIELD,
                encode(report)));
    }

    private String encode(TelemetryReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Makes the entries the whole stream. At once, because the service under test reports too, and ids must ascend. */
    private void write() {
        List<Request> transaction = new ArrayList<>();
        transaction.add(RedisCommands.request(Command.MULTI));
        transaction.add(RedisCommands.request(Command.FLUSHALL));
        transaction.addAll(entries);
        transaction.add(RedisCommands.request(Command.EXEC));
        redis.pipeline(transaction).await().atMost(SOON);
    }

    /** A collector that finds no history, as the first one ever. */
    private void collectFromTheStart(int minutes) {
        write();
        UnstoredMinutes collected = new UnstoredMinutes(config);
        String position = "0-0";
        Repetitions repetitions = new Repetitions();
        TelemetryTail.Batch batch;
        do {
            batch = tail.read(position).await().atMost(SOON);
            position = batch.position();
            for (TelemetryEntry entry : batch.entries()) {
                if (repetitions.isNew(entry.report(), entry.at())) {
                    collected.add(entry.at(), entry.report(), Figures.of(entry.report()));
                }
            }
        } while (batch.more());
        collected.readUntil(firstMinute.plus(minutes, ChronoUnit.MINUTES));
        store.save(collected.toStore(1_000)).await().atMost(SOON);
    }

    /** A collector as it runs in a service; begins where the history ends. */
    private void collect(int minutes) {
        write();
        UnstoredMinutes collected = new UnstoredMinutes(config);
        Collector collector = new Collector(tail, new LivePicture(config), collected, store, config);
        collector.start(new StartupEvent());
        try {
            await().atMost(SOON).until(() -> ofWorker(collected).size() >= minutes);
            store.save(ofWorker(collected)).await().atMost(SOON);
        } finally {
            stop(collector);
        }
    }

    private List<InstanceMinute> ofWorker(UnstoredMinutes collected) {
        return collected.toStore(1_000).stream()
                .filter(minute -> minute.instance().equals(worker.id()))
                .toList();
    }

    private static void stop(Collector collector) {
        try {
            collector.stop(new ShutdownEvent());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        pool.preparedQuery(ROWS)
                .execute(Tuple.of(worker.id()))
                .await()
                .atMost(SOON)
                .forEach(row -> rows.add(row.getString("row")));
        return rows;
    }
}
