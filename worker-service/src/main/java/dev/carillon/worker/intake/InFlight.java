package dev.carillon.worker.intake;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How many jobs this instance may hold, and does. */
@Singleton
public class InFlight {

    private final int capacity;
    /** Places that are neither held by a job nor kept for one that is being read. */
    private final Semaphore free;

    private final AtomicInteger jobs = new AtomicInteger();

    InFlight(IntakeConfig config) {
        this.capacity = config.concurrency();
        this.free = new Semaphore(capacity);
    }

    /** Jobs that may be held at once. */
    public int capacity() {
        return capacity;
    }

    /** Jobs that are claimed and not yet settled. */
    public int size() {
        return jobs.get();
    }

    /** A job was claimed; it takes a place that was kept for it. */
    void begin() {
        jobs.incrementAndGet();
    }

    /** A job was settled; its place is free. */
    void end() {
        jobs.decrementAndGet();
        free.release();
    }

    /**
     * Takes room for {@code least} to {@code most} jobs. Waits for at most {@code patience} until there is room for the least,
     * else answers 0.
     */
    int acquire(int least, int most, Duration patience) throws InterruptedException {
        if (!free.tryAcquire(least, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return 0;
        }
        int more = Math.min(most - least, free.availablePermits());
        return more > 0 && free.tryAcquire(more) ? least + more : least;
    }

    /** Gives back places that were kept for jobs and not needed. */
    void release(int places) {
        free.release(places);
    }

    /** Whether all jobs were let go of within {@code patience}. Afterwards no more are taken. */
    boolean drain(Duration patience) throws InterruptedException {
        return free.tryAcquire(capacity, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
