package dev.carillon.monitoring.overview;

import dev.carillon.common.job.WireNamed;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How the installation is doing, best first. */
@RegisterForReflection
public enum SystemStatus implements WireNamed {
    /** Everything that is looked at is as it should be. */
    HEALTHY,
    /** It works, but something wants attention. */
    DEGRADED,
    /** Jobs are not accepted or not delivered. */
    UNHEALTHY;

    /** The worse of two. */
    SystemStatus or(SystemStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
