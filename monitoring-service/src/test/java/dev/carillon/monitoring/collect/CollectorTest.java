package dev.carillon.monitoring.collect;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.common.telemetry.Telemetry;
import dev.carillon.common.telemetry.TelemetryReport;
import dev.carillon.common.telemetry.TelemetryStream;
import dev.carillon.monitoring.testing.FakeInstance;
import dev.carillon.monitoring.testing.MonitoringServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The collector on a real Redis that is emptied, restarted and cut off. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class CollectorTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    TelemetryStream stream;

    @Inject
    LivePicture picture;

    @Inject
    Telemetry telemetry;

    @Test
    void showsAnInstanceThatReports() {
        FakeInstance worker = FakeInstance.worker();
        send(worker.counted(CountMeasure.JOBS_SUCCEEDED, 3)
                .took(LatencyMeasure.DELIVERY, Duration.ofMillis(20))
                .report());
        await().atMost(SOON).until(() -> state(worker), state -> state.equals(Optional.of(InstanceState.ALIVE)));
        assertTrue(counted("worker-service", CountMeasure.JOBS_SUCCEEDED) >= 3);
    }

    @Test
    void forgetsAnInstanceThatStopsInOrder() {
        FakeInstance worker = FakeInstance.worker();
        send(worker.report());
        await().atMost(SOON).until(() -> state(worker).isPresent());
        send(worker.lastReport());
        await().atMost(SOON).until(() -> state(worker).isEmpty());
    }

    @Test
    void noticesAnInstanceThatGoesSilent() {
        FakeInstance hasty = new FakeInstance("worker-service", "hasty", Duration.ofMillis(300));
        send(hasty.report());
        await().atMost(SOON).until(() -> state(hasty), state -> state.equals(Optional.of(InstanceState.SILENT)));
    }

    @Test
    void countsAReportThatIsSentAgainOnce() {
        FakeInstance cutOff = new FakeInstance("fault-service", "cut-off", Duration.ofSeconds(5));
        TelemetryReport report = cutOff.counted(CountMeasure.ERRORS, 1).report();
        send(report);
        send(report);
        send(cutOff.counted(CountMeasure.ERRORS, 10).report());
        await().atMost(SOON).until(() -> counted("fault-service", CountMeasure.ERRORS) >= 11);
        assertEquals(11, counted("fault-service", CountMeasure.ERRORS));
    }

    @Test
    void goesOnAfterRedisWasEmptied() {
        FakeInstance worker = FakeInstance.worker();
        send(worker.report());
        await().atMost(SOON).until(() -> state(worker).isPresent());
        MonitoringServers.redis().flush();
        FakeInstance later = FakeInstance.worker();
        send(later.report());
        await().atMost(SOON).until(() -> state(later).isPresent());
        assertTrue(state(worker).isPresent(), "What was collected before stays in the picture");
    }

    @Test
    void goesOnAfterRedisWasRestarted() {
        MonitoringServers.redis().kill();
        MonitoringServers.redis().start();
        FakeInstance worker = FakeInstance.worker();
        TelemetryReport report = worker.report();
        await().atMost(SOON).ignoreExceptions().until(() -> {
            send(report);
            return true;
        });
        await().atMost(SOON).until(() -> state(worker).isPresent());
    }

    @Test
    void losesNoCountWhileRedisIsAway() {
        await().atMost(SOON).until(() -> counted("monitoring-service", CountMeasure.JOBS_EXPIRED) == 0);
        MonitoringServers.redis().stop();
        telemetry.counter(CountMeasure.JOBS_EXPIRED).add(3);
        // Its reports fail now, one after another.
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> counted("monitoring-service", CountMeasure.JOBS_EXPIRED) == 0);
        telemetry.counter(CountMeasure.JOBS_EXPIRED).add(4);
        MonitoringServers.redis().start();
        await().atMost(SOON).until(() -> counted("monitoring-service", CountMeasure.JOBS_EXPIRED) == 7);
    }

    private void send(TelemetryReport report) {
        stream.append(report).await().atMost(SOON);
    }

    private long counted(String service, CountMeasure measure) {
        Figures figures = picture.snapshot().lastMinute().get(service);
        return figures == null ? 0 : figures.count(measure);
    }

    private Optional<InstanceState> state(FakeInstance instance) {
        return picture.snapshot().instances().stream()
                .filter(observed -> observed.report().instance().equals(instance.id()))
                .map(ObservedInstance::state)
                .findFirst();
    }
}
