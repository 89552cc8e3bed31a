package dev.carillon.common.limit;

/**
 * Counts the requests of one subject against one policy, in memory. First {@link #open} it as of a moment, then ask and spend. For one
 * thread.
 */
sealed interface Meter permits WindowMeter, BucketMeter {

    /** An empty one for the policy's algorithm. */
    static Meter of(Policy policy) {
        long window = policy.quota().windowMicros();
        return policy.resolution() > 0 ? new WindowMeter(window, policy.resolution()) : new BucketMeter(window);
    }

    /**
     * Lets go what has left the window.
     *
     * @param limit how much is allowed
     * @param now in microseconds
     */
    void open(long limit, long now);

    /** How much may be spent. */
    long remaining();

    /** Spends what is at most {@link #remaining()}. */
    void spend(long cost);

    /** Microseconds until {@code cost}, which is more than remains and at most the limit, may be spent. */
    long waitFor(long cost);

    /** Microseconds until more may be spent than now; 0 when nothing is spent. */
    long reset();
}
