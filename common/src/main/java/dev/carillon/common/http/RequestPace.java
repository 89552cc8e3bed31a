package dev.carillon.common.http;

import java.time.Duration;

/**
 * How much time a request has to arrive. A head has a fixed time from its first byte on; a body has some at first and earns more by what
 * arrives.
 */
final class RequestPace {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final HttpConfig limits;
    private Part part = Part.NONE;
    private long latest;
    private long rest;

    RequestPace(HttpConfig limits) {
        this.limits = limits;
    }

    private enum Part {
        NONE,
        HEAD,
        BODY
    }

    /** Bytes came. Answers whether they are the first of a request. */
    boolean bytesArrived(long now) {
        if (part != Part.NONE) {
            return false;
        }
        part = Part.HEAD;
        latest = now + limits.headTimeout().toNanos();
        return true;
    }

    void headArrived(long now) {
        part = Part.BODY;
        rest = 0;
        latest = now + limits.bodyTimeout().toNanos();
    }

    void bodyArrived(int bytes) {
        rest += bytes;
        latest += rest / limits.minimumBodyRate() * SECOND;
        rest %= limits.minimumBodyRate();
    }

    void complete() {
        part = Part.NONE;
    }

    /** It was we who did not read: that time is given back. */
    void excuse(long now) {
        latest = Math.max(latest, now + limits.bodyTimeout().toNanos());
    }

    /** Whether a request is on its way. */
    boolean isArriving() {
        return part != Part.NONE;
    }

    boolean isInBody() {
        return part == Part.BODY;
    }

    /** Time until it is late, in nanoseconds; none or less when it is. */
    long left(long now) {
        return latest - now;
    }
}
