package dev.carillon.common.pace;

import dev.carillon.common.identity.OrganizationId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How fast an instance does bulk work. Nobody else there: as fast as it can. Otherwise so fast that the statements of others take little
 * longer than without it, whatever machine they run on: what others notice decides, and not how much the bulk work does. The rate
 * rises slowly while they notice nothing and falls by as much as they are slowed down, as Linux throttles the writing back of files
 * beside reads ({@code blk-wbt}).
 *
 * <p>How fast statements are alone is learned while no bulk work is done, and else by resting now and then.
 */
public final class BulkPace {

    private static final long WINDOW = 250_000_000;

    /** Whoever was not seen for so long is not there. */
    private static final long PRESENCE = 1_000_000_000;

    /** Differences below this are noise. */
    private static final double NOISE = 500_000;

    /** Bulk work in small steps, so that none takes the processor for long. */
    private static final double STEP_SECONDS = 0.04;

    private static final int SMALLEST_STEP = 20;
    private static final double RISE = 1.05;
    private static final double DEEPEST_FALL = 0.5;
    private static final double WEIGHT_OF_NEW = 0.1;

    /** So long after bulk work what it set going may still be under way. */
    private static final long WAKE = 150_000_000;

    private static final long REST_TO_LEARN = 500_000_000;

    private final PaceConfig config;
    private final LongSupplier nanoTime;
    private final Map<OrganizationId, Long> owners = new HashMap<>();

    private double rate;
    private double alone = Double.NaN;
    private long learnedAt;
    private long triedToLearnAt;
    private long othersAt;
    private long bulkAt;
    private long nextAt;
    private long restUntil;

    private long windowBegan;
    private double windowNanos;
    private int windowCount;
    private long windowJobs;

    /**
     * With nothing learned yet.
     *
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    public BulkPace(PaceConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.rate = config.least();
        long now = nanoTime.getAsLong();
        this.learnedAt = now;
        this.triedToLearnAt = now - config.learnEvery().toNanos();
        this.othersAt = now - 2 * PRESENCE;
        this.bulkAt = othersAt;
        this.nextAt = now;
        this.restUntil = now;
        beginWindow(now);
    }

    /**
     * A statement that is not bulk work took so long. It does not count when all of it was for those whose bulk work is done: who floods
     * need not be protected from himself.
     */
    public synchronized void others(Collection<OrganizationId> organizations, long nanos) {
        long now = nanoTime.getAsLong();
        owners.values().removeIf(seen -> now - seen > PRESENCE);
        if (owners.keySet().containsAll(organizations)) {
            return;
        }
        if (isFree(now)) {
            beginWindow(now);
        }
        othersAt = now;
        if (now - nanos - bulkAt > WAKE) {
            alone = Double.isNaN(alone) ? nanos : alone + (nanos - alone) * WEIGHT_OF_NEW;
            learnedAt = now;
            return;
        }
        windowNanos += nanos;
        windowCount++;
        if (now - windowBegan >= WINDOW) {
            judge(now);
            beginWindow(now);
        }
    }

    private void beginWindow(long now) {
        windowBegan = now;
        windowNanos = 0;
        windowCount = 0;
        windowJobs = 0;
    }

    private void judge(long now) {
        boolean unknown = Double.isNaN(alone);
        long learnEvery = config.learnEvery().toNanos();
        if ((unknown || now - learnedAt > learnEvery) && now - triedToLearnAt > learnEvery / 10) {
            restUntil = now + REST_TO_LEARN;
            triedToLearnAt = now;
        }
        double mean = windowNanos / windowCount;
        double bearable = alone * config.slowdown() + NOISE;
        if (unknown || mean <= bearable) {
            rate *= RISE;
        } else {
            // It may have been slower than it was allowed to be.
            double reached = windowJobs * 1e9 / (now - windowBegan);
            rate = Math.max(config.least(), Math.min(rate, reached) * Math.max(DEEPEST_FALL, bearable / mean));
        }
    }

    /** How many jobs to take at once, of up to {@code most}. */
    public synchronized int step(int most) {
        if (isFree(nanoTime.getAsLong())) {
            return most;
        }
        return (int) Math.clamp(rate * STEP_SECONDS, Math.min(SMALLEST_STEP, most), most);
    }

    /** Bulk work for these organizations begins. */
    public synchronized void begin(Collection<OrganizationId> organizations) {
        long now = nanoTime.getAsLong();
        organizations.forEach(each -> owners.put(each, now));
        bulkAt = now;
    }

    /** Bulk work has begun for so many jobs: how long to rest before the next, in nanoseconds. */
    public synchronized long rest(int jobs) {
        long now = nanoTime.getAsLong();
        windowJobs += jobs;
        bulkAt = now;
        if (isFree(now)) {
            nextAt = now;
            return 0;
        }
        nextAt = Math.max(nextAt, now - WINDOW) + (long) (jobs / rate * 1e9);
        return Math.max(0, Math.max(nextAt, restUntil) - now);
    }

    private boolean isFree(long now) {
        return now - othersAt > PRESENCE;
    }
}
