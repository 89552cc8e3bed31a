package dev.carillon.common.cache;

import java.io.IOException;

/** A command of a cache was not sent: Redis let the last one wait too long. */
final class SilentRedisException extends IOException {

    SilentRedisException() {
        super("Redis lets caches wait, and is left alone for a moment");
    }

    /** Thrown for every look of an outage: where in the code says nothing. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
