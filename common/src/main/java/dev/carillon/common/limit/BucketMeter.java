package dev.carillon.common.limit;

/** The leaky bucket: its level falls by one limit a window. */
final class BucketMeter implements Meter {

    private final double window;

    // As of the last time something was spent: to look changes nothing, not even by rounding.
    private double spent;
    private long spentAt;

    private double level;
    private long limit;
    private long now;

    BucketMeter(long window) {
        this.window = window;
    }

    @Override
    public void open(long limit, long now) {
        // A clock that was set back: what lies in the future counts as made now.
        this.spentAt = Math.min(spentAt, now);
        this.level = Math.max(0, spent - (now - spentAt) * (double) limit / window);
        this.limit = limit;
        this.now = now;
    }

    @Override
    public long remaining() {
        return Math.max(0, (long) Math.floor(limit - level));
    }

    @Override
    public void spend(long cost) {
        level += cost;
        if (cost > 0) {
            spent = level;
            spentAt = now;
        }
    }

    @Override
    public long waitFor(long cost) {
        return micros(level + cost - limit);
    }

    @Override
    public long reset() {
        return level <= 0 ? 0 : micros(level - limit + remaining() + 1);
    }

    /** One microsecond more than it takes to leak that much, so that rounding never promises too early. */
    private long micros(double amount) {
        return (long) Math.ceil(amount * window / limit) + 1;
    }
}
