package dev.carillon.common.stream;

import dev.carillon.common.identity.OrganizationId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which organizations have enough jobs in the streams for now: what they add goes to the backlog, so that nobody stands behind
 * their flood in a stream. While Redis is away that is everybody. What is known here is a little old, which does no harm: each
 * job is found in either place.
 */
@Singleton
public class Windows {

    /** How long an organization counts as full after it was seen so. The backlog is claimed in order, a stream beside it is not. */
    private static final Duration HOLD = Duration.ofMillis(500);

    private final int window;
    private final Map<OrganizationId, Long> fullSince = new ConcurrentHashMap<>();
    private volatile long awaySince = System.nanoTime() - HOLD.toNanos();

    Windows(StreamConfig config) {
        this.window = config.window();
    }

    /** Whether jobs of the organization should go to the backlog now. */
    public boolean isFull(OrganizationId organization) {
        long now = System.nanoTime();
        if (isRecent(awaySince, now)) {
            return true;
        }
        Long since = fullSince.get(organization);
        if (since == null) {
            return false;
        }
        if (isRecent(since, now)) {
            return true;
        }
        fullSince.remove(organization, since);
        return false;
    }

    /** The organizations that are known to be full. */
    public Set<OrganizationId> full() {
        return fullSince.keySet().stream().filter(this::isFull).collect(Collectors.toUnmodifiableSet());
    }

    /** The streams hold so many entries of the organization. */
    void observed(OrganizationId organization, long entries) {
        if (entries >= window) {
            fullSince.put(organization, System.nanoTime());
        }
    }

    /** Entries could not be written. */
    void away() {
        awaySince = System.nanoTime();
    }

    private static boolean isRecent(long moment, long now) {
        return now - moment < HOLD.toNanos();
    }
}
