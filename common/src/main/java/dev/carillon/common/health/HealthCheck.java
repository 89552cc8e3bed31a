package dev.carillon.common.health;

import io.smallrye.mutiny.Uni;
import java.util.Set;

/**
 * One part of a service that can be well or not. A bean of this type appears by itself in {@code /health}, under
 * {@code /health/<name>}, and in the probes that it names.
 *
 * <p>The platform runs all checks at once, gives each the same deadline, and never starts one while its last run is still
 * under way. So a check only asks its question: no timeout, no cache, no recovery.
 */
public interface HealthCheck {

    /** Name in the answer and in the path: lower case, one word or snake_case. Not {@code live}, {@code ready} or {@code started}. */
    String name();

    /** The probes that take part in the answer. None: it is shown in {@code /health} alone. */
    Set<Probe> probes();

    /**
     * How the service is when this check throws or misses its deadline: {@link Status#UNHEALTHY} for what it cannot work
     * without, {@link Status#DEGRADED} for what it can.
     */
    Status whenFailed();

    /** Asks. Runs on the event loop, so it must not block; a failure is logged and shown as {@link #whenFailed()}. */
    Uni<CheckResult> check();
}
