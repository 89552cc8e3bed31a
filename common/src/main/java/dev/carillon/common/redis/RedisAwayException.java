package dev.carillon.common.redis;

import java.io.IOException;

/** A command was not sent: Redis did not answer lately, and is not tried again yet. */
public final class RedisAwayException extends IOException {

    RedisAwayException(long millisecondsLeft) {
        super("Redis does not answer; it is tried again in " + millisecondsLeft + " ms");
    }

    /** Thrown for every command of an outage: where in the code says nothing. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
