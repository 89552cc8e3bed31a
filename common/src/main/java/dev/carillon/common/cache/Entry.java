package dev.carillon.common.cache;

import java.util.Optional;
import java.util.Set;

/** A value in memory. Times are those of a clock that only goes forward, in nanoseconds. */
final class Entry<V> {

    /** What an entry takes besides its value: itself, its key and the map around them. */
    private static final int OVERHEAD = 200;

    private final Optional<V> value;
    private final Set<String> tags;
    private final int weight;
    private final long confirmedAt;
    private final long freshUntil;

    private volatile long reloadAt;
    private volatile boolean failed;

    /**
     * @param bytes of the value in Redis
     * @param confirmedAt when it was the source's value, or Redis said that nothing had invalidated it
     */
    Entry(Optional<V> value, Set<String> tags, String key, int bytes, long confirmedAt, long freshUntil) {
        this.value = value;
        this.tags = tags;
        this.weight = OVERHEAD + key.length() + bytes;
        this.confirmedAt = confirmedAt;
        this.freshUntil = freshUntil;
        this.reloadAt = confirmedAt;
    }

    Optional<V> value() {
        return value;
    }

    boolean carries(String tag) {
        return tags.contains(tag);
    }

    int weight() {
        return weight;
    }

    long freshUntil() {
        return freshUntil;
    }

    /** How long ago the value was known to be right. */
    long unconfirmedFor(long now) {
        return now - confirmedAt;
    }

    /** Whether somebody may look for a newer value. Who is told so does: the next is told so after a pause. */
    boolean claimReload(long now, long pause) {
        if (reloadAt - now > 0) {
            return false;
        }
        reloadAt = now + pause;
        return true;
    }

    /** Loading a newer value has failed: it is not tried again until then. */
    void reloadFailed(long until) {
        reloadAt = until;
        failed = true;
    }

    /** Whether loading a newer value has failed, and is not to be tried again yet. */
    boolean isSpared(long now) {
        return failed && reloadAt - now > 0;
    }
}
