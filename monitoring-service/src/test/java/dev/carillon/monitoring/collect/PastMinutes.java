package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.TelemetryReport;
import dev.carillon.monitoring.testing.FakeInstance;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A history for tests: minutes as if they had been collected. */
@Singleton
public class PastMinutes {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MinuteStore store;
    private final Pool pool;

    PastMinutes(MinuteStore store, Pool pool) {
        this.store = store;
        this.pool = pool;
    }

    /** Stores the last {@code minutes} whole minutes of the instance; {@code record} says what happened in which. */
    public void store(FakeInstance instance, int minutes, BiConsumer<FakeInstance, Integer> record) {
        storeUntil(Instant.now().truncatedTo(ChronoUnit.MINUTES), instance, minutes, record);
    }

    /** Stores {@code minutes} whole minutes of the instance that end at {@code end}. */
    public void storeUntil(Instant end, FakeInstance instance, int minutes, BiConsumer<FakeInstance, Integer> record) {
        List<InstanceMinute> rows = new ArrayList<>();
        for (int number = 0; number < minutes; number++) {
            record.accept(instance, number);
            TelemetryReport report = instance.report();
            Instant minute = end.minus(minutes - number, ChronoUnit.MINUTES);
            rows.add(new InstanceMinute(minute, report.service(), report.instance(), Figures.of(report)));
        }
        store.save(rows).await().atMost(PATIENCE);
    }

    /** Removes all. */
    public void clear() {
        pool.query("TRUNCATE telemetry_minute, telemetry_latency_minute")
                .execute()
                .await()
                .atMost(PATIENCE);
    }
}
