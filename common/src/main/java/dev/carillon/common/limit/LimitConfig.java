package dev.carillon.common.limit;

import dev.carillon.common.configuration.DeadlineDuration;
import dev.carillon.common.configuration.NumberOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/**
 * Rate limits. {@code docs/rate-limits.md} lists the policies that there are by default and tells what each setting is for. Another
 * name makes another policy, for the check endpoint.
 */
@ConfigMapping(prefix = "carillon.limit")
public interface LimitConfig {

    /** Whether there are limits. Without them everything is allowed and nothing is counted. */
    @WithDefault("true")
    boolean enabled();

    /**
     * How long Redis is waited for before the instance decides by itself. Redis answers in less than a millisecond or is in trouble, and
     * requests that wait fill the memory.
     */
    @WithDefault("PT0.05S")
    @WithConverter(DeadlineDuration.class)
    Duration deadline();

    /** Time between two tries whether Redis is back, after which limits are shared again. */
    @WithDefault("PT0.25S")
    @WithConverter(PositiveDuration.class)
    Duration probeInterval();

    /**
     * Time between two signs of life, by which instances count themselves: while Redis is away, each allows its share of a quota. One
     * that gives none for three times as long does not count any more.
     */
    @WithDefault("PT5S")
    @WithConverter(PositiveDuration.class)
    Duration presenceInterval();

    /** How many refusals an instance remembers until they end, so that Redis is not asked again. Each takes about 250 bytes. */
    @WithDefault("50000")
    @WithConverter(NumberOrZero.class)
    int rememberedDenials();

    /** For how many subjects an instance counts by itself while Redis is away; those that came last. */
    @WithDefault("50000")
    @WithConverter(NumberOrZero.class)
    int localSubjects();

    /** Requests that are decided on by one script call. More would keep Redis from others for longer. */
    @WithDefault("256")
    @WithConverter(PositiveNumber.class)
    int requestsPerCall();

    /** Script calls on their way at once. More make them smaller, not faster. */
    @WithDefault("2")
    @WithConverter(PositiveNumber.class)
    int calls();

    /**
     * How long an instance goes by what it has read of an organization's own quotas. A change is told to all instances at once: this is
     * how soon it holds when Redis could not tell them.
     */
    @WithDefault("PT5S")
    @WithConverter(PositiveDuration.class)
    Duration overrideLifetime();

    /** The policies by name. */
    Map<String, PolicyConfig> policies();

    /** One policy. */
    interface PolicyConfig {

        /** How much is allowed in a window, 1 to 1,000,000,000. */
        long quota();

        /** The window, in whole seconds, up to 366 days. */
        Duration window();

        /** Whose requests are counted together: {@code user}, {@code api-key}, {@code organization} or {@code address}. */
        SubjectKind subject();

        /**
         * How they are counted. {@code sliding-window} is exact and remembers every request of a window. {@code sliding-counter} never
         * allows more and may refuse for a sixtieth of the window too long; it remembers 61 numbers, and is for large quotas.
         * {@code gcra} remembers two numbers and may allow up to twice the quota in one window.
         */
        @WithDefault("sliding-window")
        @WithConverter(AlgorithmConverter.class)
        Algorithm algorithm();

        /**
         * What holds while Redis is away: {@code local}, the quota divided by the instances that are alive, {@code open} or
         * {@code closed}.
         */
        @WithDefault("local")
        Fallback fallback();

        /** Whether the policy only counts and reports what it would refuse. */
        @WithDefault("false")
        boolean shadow();
    }
}
