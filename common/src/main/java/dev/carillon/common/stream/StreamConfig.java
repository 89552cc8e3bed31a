package dev.carillon.common.stream;

import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** The streams. All services of an installation must have the same values. */
@ConfigMapping(prefix = "carillon.stream")
public interface StreamConfig {

    /**
     * Number of shards, 1 to 64. Each has three streams, one a priority, in one slot of a Redis cluster. Organizations are
     * spread over them. Changing the number needs a restart of all services and loses nothing.
     */
    @WithDefault("8")
    @WithConverter(ShardNumber.class)
    int shards();

    /**
     * Jobs of one organization that the streams hold at once, about; more wait in PostgreSQL, from where workers claim them in
     * fair turns. Enough to keep several workers busy, few enough that nobody waits long behind them.
     */
    @WithDefault("256")
    @WithConverter(PositiveNumber.class)
    int window();

    /**
     * Entries that the stream of events keeps, about; each holds the events of one batch, up to 22 KB. Whoever watches needs the
     * last seconds only.
     */
    @WithDefault("2000")
    @WithConverter(PositiveNumber.class)
    int events();
}
