package dev.carillon.worker.intake;

import dev.carillon.common.identity.OrganizationId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Shares this worker's places between the organizations that have jobs under way, by their weights. An organization alone may
 * have all but the reserve; the next that comes finds places in the reserve, and both have their due as soon as the first one's
 * jobs end.
 */
@Singleton
public class OrganizationShares {

    /** Refusals that are remembered between two looks. */
    private static final int MOST_REFUSED = 1_000;

    private final int capacity;
    private final FairnessConfig config;
    private final Map<OrganizationId, Integer> held = new HashMap<>();
    private final Map<OrganizationId, Integer> refused = new HashMap<>();
    private long weights;
    private long returned;
    private long awaited = Long.MAX_VALUE;

    OrganizationShares(IntakeConfig intake, FairnessConfig config) {
        this.capacity = intake.concurrency();
        this.config = config;
    }

    /** Takes up to {@code wanted} places for jobs of the organization; answers how many. */
    synchronized int take(OrganizationId organization, int wanted) {
        int has = held.getOrDefault(organization, 0);
        int limit = limit(organization, has);
        int granted = Math.clamp(limit - (long) has, 0, wanted);
        if (granted == 0 && wanted > 0 && refused.size() < MOST_REFUSED) {
            refused.put(organization, limit);
        }
        if (granted > 0) {
            held.put(organization, has + granted);
            if (has == 0) {
                weights += weight(organization);
            }
        }
        return granted;
    }

    /** Gives places back that {@link #take} granted. */
    synchronized void giveBack(OrganizationId organization, int places) {
        returned += places;
        if (returned >= awaited) {
            notifyAll();
        }
        int left = held.getOrDefault(organization, 0) - places;
        if (left > 0) {
            held.put(organization, left);
        } else if (held.remove(organization) != null) {
            weights -= weight(organization);
        }
    }

    /** Waits until {@code places} have been given back from now on, for at most {@code patience}. One thread at a time. */
    synchronized void awaitReturned(int places, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        awaited = returned + places;
        for (long left = patience.toNanos(); returned < awaited && left > 0; left = until - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        awaited = Long.MAX_VALUE;
    }

    /** The organizations that got no place since this was asked last, with how many each may have. */
    public synchronized Map<OrganizationId, Integer> refused() {
        Map<OrganizationId, Integer> answer = Map.copyOf(refused);
        refused.clear();
        return answer;
    }

    /** How much the organization is to get, compared to others. */
    int weight(OrganizationId organization) {
        return config.weight().getOrDefault(organization.toString(), 1);
    }

    private int limit(OrganizationId organization, int has) {
        int weight = weight(organization);
        long all = has == 0 ? weights + weight : weights;
        // Who has nothing yet may always have one: the reserve is there for that.
        int share = Math.max(1, (int) (capacity * (1 - config.reserve()) * weight / all));
        int own = config.organizationLimit()
                .getOrDefault(organization.toString(), config.limit().orElse(Integer.MAX_VALUE));
        return Math.min(share, own);
    }
}
