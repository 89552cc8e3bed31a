package dev.carillon.common.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/** How long the values of one cache are of use, and for what. Times are nanoseconds of a clock that only goes forward. */
final class Freshness {

    private final long fresh;
    private final long absent;
    private final long ahead;
    private final long staleWhileReloading;
    private final long staleOnFailure;
    private final long isolated;
    private final double jitter;
    private final BooleanSupplier connected;

    /** @param connected whether invalidations are heard at once */
    Freshness(CacheOptions<?> options, CacheConfig config, BooleanSupplier connected) {
        Lifetimes lifetimes = options.lifetimes();
        this.fresh = lifetimes.fresh().toNanos();
        this.absent = options.absentFor().toNanos();
        this.ahead = lifetimes.refreshAhead().toNanos();
        this.staleWhileReloading = lifetimes.staleWhileReloading().toNanos();
        this.staleOnFailure = lifetimes.staleOnFailure().toNanos();
        this.isolated = config.isolatedLifetime().toNanos();
        this.jitter = config.jitter();
        this.connected = connected;
    }

    /** How long a value is fresh that is loaded now. */
    long of(Optional<?> value) {
        double cut = jitter * ThreadLocalRandom.current().nextDouble();
        return (long) (longest(value) * (1 - cut));
    }

    /** How long a value is fresh that Redis has, no longer than this instance would keep it: another may be set otherwise. */
    long ofShared(Optional<?> value, Duration left) {
        return Math.min(left.toNanos(), longest(value));
    }

    private long longest(Optional<?> value) {
        return value.isPresent() ? fresh : absent;
    }

    /** What the entry is good for at that time. */
    Worth of(Entry<?> entry, long now) {
        long left = entry.freshUntil() - now;
        if (!connected.getAsBoolean() && entry.unconfirmedFor(now) > isolated) {
            return entry.value().isPresent() ? lastResort(left) : Worth.NOTHING;
        }
        if (entry.value().isEmpty()) {
            return left > 0 ? Worth.FRESH : Worth.NOTHING;
        }
        if (left > ahead) {
            return Worth.FRESH;
        }
        if (left > 0) {
            return Worth.DUE;
        }
        return left + staleWhileReloading > 0 ? Worth.STALE : lastResort(left);
    }

    private Worth lastResort(long left) {
        return staleOnFailure > 0 && left + staleOnFailure > 0 ? Worth.LAST_RESORT : Worth.NOTHING;
    }
}
