package dev.carillon.common.cache;

import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What all caches have in common. How long a value lives is a matter of each cache, and set where the cache is used. */
@ConfigMapping(prefix = "carillon.cache")
public interface CacheConfig {

    /**
     * How long a command of a cache may take before its caller goes on without Redis. Redis answers in well below a millisecond,
     * and the source that is asked instead has time left then.
     */
    @WithDefault("PT0.2S")
    @WithConverter(PositiveDuration.class)
    Duration deadline();

    /** How long Redis is left alone after it let a command wait that long: meanwhile memory serves alone. */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration pause();

    /**
     * How long an instance may load a value for all others before they stop believing in it. It renews this while it loads, so it is
     * only what the others lose when it dies meanwhile.
     */
    @WithDefault("PT2S")
    @WithConverter(PositiveDuration.class)
    Duration lease();

    /** How long loading a value may take, unless the cache says otherwise. A source that hangs longer has failed. */
    @WithDefault("PT5S")
    @WithConverter(PositiveDuration.class)
    Duration loadDeadline();

    /** How long a source is left alone after it failed, while there is an old value to serve. */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration failurePause();

    /** By which part lifetimes are shortened by chance at most, so that what was loaded together does not end together. */
    @WithDefault("0.1")
    double jitter();

    /**
     * How old a value in memory may be while this instance does not hear of the others' invalidations, because its connection to
     * Redis is cut: a shorter lifetime stays as it is.
     */
    @WithDefault("PT5S")
    @WithConverter(PositiveDuration.class)
    Duration isolatedLifetime();

    /** Memory that each cache may take, in bytes as Redis would store its values, unless the cache says otherwise. */
    @WithDefault("16777216")
    @WithConverter(PositiveNumber.class)
    int firstLevelBytes();

    /** The largest value that is kept, in bytes, unless the cache says otherwise. Larger ones are loaded each time. */
    @WithDefault("262144")
    @WithConverter(PositiveNumber.class)
    int maximumValueBytes();

    /**
     * Invalidations that Redis keeps for instances that were cut off; one takes about 100 bytes. Who missed more than these begins
     * with an empty memory.
     */
    @WithDefault("10000")
    @WithConverter(PositiveNumber.class)
    int invalidations();

    /** How long a read waits for the next invalidation. Then it looks whether Redis is still the one it was. */
    @WithDefault("PT1S")
    @WithConverter(PositiveDuration.class)
    Duration readWait();
}
