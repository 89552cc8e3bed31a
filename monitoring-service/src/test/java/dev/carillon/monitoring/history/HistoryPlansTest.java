package dev.carillon.monitoring.history;

import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.Plans;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class HistoryPlansTest {

    @Inject
    Plans plans;

    @Test
    void everyQueryHasAnIndex() {
        plans.assertIndexed(MinuteHistory.COUNTS);
        plans.assertIndexed(MinuteHistory.LATENCIES);
    }
}
