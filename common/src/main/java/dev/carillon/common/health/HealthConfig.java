package dev.carillon.common.health;

import dev.carillon.common.configuration.DeadlineDuration;
import dev.carillon.common.configuration.Percentage;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How health is judged. */
@ConfigMapping(prefix = "carillon.health")
public interface HealthConfig {

    /**
     * Time a check has to answer. Shorter than the timeout of a Kubernetes probe with some room (1 s by default, ours are
     * set to 2 s), so that a slow system is named in the answer instead of the whole probe timing out.
     */
    @WithDefault("PT1S")
    @WithConverter(DeadlineDuration.class)
    Duration deadline();

    /**
     * Share of the heap in use, in percent, above which memory counts as degraded. A collector that keeps the heap fuller
     * than this spends its time collecting.
     */
    @WithDefault("90")
    @WithConverter(Percentage.class)
    int memoryDegradedPercent();
}
