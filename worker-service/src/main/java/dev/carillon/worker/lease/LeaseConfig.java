package dev.carillon.worker.lease;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How this worker proves that it lives. */
@ConfigMapping(prefix = "carillon.worker")
public interface LeaseConfig {

    /** The name of this instance in records of attempts; the host's name by default. */
    Optional<String> name();

    /**
     * How long the worker's lease lasts after its latest renewal. Jobs of a worker that died are taken over so much later.
     * Shorter recovers faster; too short takes jobs from workers that merely stall. Renewed three times in this span.
     */
    @WithDefault("PT15S")
    @WithConverter(LeaseDuration.class)
    Duration lease();
}
