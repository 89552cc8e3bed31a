package dev.carillon.api.limit;

import dev.carillon.common.limit.LimitConfig;
import dev.carillon.common.limit.Limiter;
import dev.carillon.common.telemetry.GaugeMeasure;
import dev.carillon.common.telemetry.Telemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Keeps telling that this instance is alive, and looks whether Redis is back while it is away. */
@Singleton
class LimitPresence {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Limiter limiter;
    private final LimitConfig config;
    private final Vertx vertx;
    private volatile boolean stopped;
    private volatile long attendedAt = System.nanoTime();

    LimitPresence(Limiter limiter, LimitConfig config, Vertx vertx) {
        this.limiter = limiter;
        this.config = config;
        this.vertx = vertx;
    }

    /** Before requests come, so that the first of them find connections made. */
    void start(@Observes StartupEvent started, Telemetry telemetry) {
        if (config.enabled()) {
            telemetry.gauge(GaugeMeasure.LIMITS_SHARED, () -> limiter.isAway() ? 0 : 1);
            limiter.attend(PATIENCE).await().atMost(PATIENCE.multipliedBy(2));
            schedule();
        }
    }

    private void schedule() {
        vertx.setTimer(config.probeInterval().toMillis(), _ -> attendWhenDue());
    }

    private void attendWhenDue() {
        if (stopped) {
            return;
        }
        boolean due =
                System.nanoTime() - attendedAt >= config.presenceInterval().toNanos();
        if (due || limiter.isAway()) {
            attendedAt = System.nanoTime();
            limiter.attend(PATIENCE).subscribe().with(_ -> schedule());
        } else {
            schedule();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
        if (config.enabled()) {
            limiter.leave().await().atMost(PATIENCE);
        }
    }
}
