package dev.carillon.common.telemetry;

import dev.carillon.common.cache.Caches;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has this instance's reports tell of its caches. */
@Singleton
class CacheTelemetry {

    void start(@Observes StartupEvent started, Telemetry telemetry, Caches caches) {
        telemetry.caches(caches::counts);
        telemetry.gauge(GaugeMeasure.CACHES_SHARED, () -> shared(caches));
    }

    /** Not a number, which is not reported, while there are none. */
    private static double shared(Caches caches) {
        if (caches.counts().isEmpty()) {
            return Double.NaN;
        }
        return caches.isConnected() ? 1 : 0;
    }
}
