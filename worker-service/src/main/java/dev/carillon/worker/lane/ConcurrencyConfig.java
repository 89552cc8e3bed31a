package dev.carillon.worker.lane;

import dev.carillon.common.configuration.NumberOrZero;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Map;

/**
 * How many jobs may be under way at once, over all workers together: each living worker takes an equal part of the limit. A job
 * beyond it waits in PostgreSQL and holds no place.
 */
@ConfigMapping(prefix = "carillon.concurrency")
public interface ConcurrencyConfig {

    /** By the channel's name; a channel that is not named has no limit but {@code carillon.intake.concurrency}. */
    Map<String, @WithConverter(PositiveNumber.class) Integer> channel();

    /**
     * For each endpoint that a customer names (webhooks: scheme, host and port within an organization); 0 for no limit. A tenth of
     * the places of one worker, so that an endpoint which hangs cannot take them all.
     */
    @WithDefault("100")
    @WithConverter(NumberOrZero.class)
    int endpoint();
}
