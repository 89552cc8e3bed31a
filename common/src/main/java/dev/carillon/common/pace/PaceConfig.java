package dev.carillon.common.pace;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import dev.carillon.common.configuration.Slowdown;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much bulk work may slow down what others want at the same time. */
@ConfigMapping(prefix = "carillon.pace")
public interface PaceConfig {

    /**
     * How many times as long as without bulk work another organization's statements may take beside it (1 to 100). Less makes bulk
     * work slower while somebody else is there.
     */
    @WithDefault("1.75")
    @WithConverter(Slowdown.class)
    double slowdown();

    /** Jobs a second that bulk work may always do in each instance, however slow the statements of others are. */
    @WithDefault("1000")
    @WithConverter(PositiveNumber.class)
    int least();

    /** How often bulk work rests for half a second, while somebody else is there, to learn how fast their statements are alone. */
    @WithDefault("PT1M")
    @WithConverter(PositiveDuration.class)
    Duration learnEvery();
}
