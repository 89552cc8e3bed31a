package dev.carillon.api.watch;

import dev.carillon.api.access.Caller;
import dev.carillon.common.identity.Actor;
import dev.carillon.common.job.JobId;
import dev.carillon.common.store.JobTimelines.OwnedJob;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Everybody who watches a job on this instance. */
@Singleton
class Watchers {

    private final WatchConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<JobId, Set<Watcher>> byJob = new HashMap<>();
    private final Map<Actor, Integer> byActor = new HashMap<>();
    private int count;
    private boolean closed;

    Watchers(WatchConfig config, MeterRegistry metrics) {
        this.config = config;
        Gauge.builder("carillon.watchers", this::count)
                .description("Clients that watch a job on this instance")
                .register(metrics);
    }

    /** Why one more watcher has no place. */
    enum Refusal {
        ACTOR,
        INSTANCE,
        NONE
    }

    /** Whether one more watcher of this caller has a place. */
    Refusal refusal(Caller caller) {
        lock.lock();
        try {
            if (closed || count >= config.perInstance()) {
                return Refusal.INSTANCE;
            }
            return byActor.getOrDefault(caller.actor(), 0) >= config.perKey() ? Refusal.ACTOR : Refusal.NONE;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a place. Answers whether there was one. */
    boolean add(Watcher watcher) {
        lock.lock();
        try {
            if (refusal(watcher.caller()) != Refusal.NONE) {
                return false;
            }
            count++;
            byActor.merge(watcher.caller().actor(), 1, Integer::sum);
            byJob.computeIfAbsent(watcher.job(), _ -> new HashSet<>()).add(watcher);
            arrived.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the place back; once, however often it is called. */
    void remove(Watcher watcher) {
        lock.lock();
        try {
            Set<Watcher> ofJob = byJob.getOrDefault(watcher.job(), new HashSet<>());
            if (ofJob.remove(watcher)) {
                count--;
                byActor.computeIfPresent(watcher.caller().actor(), (_, watching) -> watching > 1 ? watching - 1 : null);
                if (ofJob.isEmpty()) {
                    byJob.remove(watcher.job());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Those who watch this job. */
    List<Watcher> of(JobId job) {
        lock.lock();
        try {
            return List.copyOf(byJob.getOrDefault(job, Set.of()));
        } finally {
            lock.unlock();
        }
    }

    /** Those of the jobs that somebody watches, each with its organization. */
    Set<OwnedJob> watched(Collection<JobId> jobs) {
        lock.lock();
        try {
            Set<OwnedJob> watched = new HashSet<>();
            for (JobId job : jobs) {
                byJob.getOrDefault(job, Set.of()).forEach(watcher -> watched.add(watcher.owned()));
            }
            return watched;
        } finally {
            lock.unlock();
        }
    }

    /** Every job that somebody watches. */
    Set<JobId> jobs() {
        lock.lock();
        try {
            return Set.copyOf(byJob.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** Everybody. */
    List<Watcher> all() {
        lock.lock();
        try {
            return byJob.values().stream().flatMap(Set::stream).toList();
        } finally {
            lock.unlock();
        }
    }

    /** How many there are. */
    int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until somebody watches, for {@code patience} at the most. Answers whether somebody does. */
    boolean await(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (count == 0 && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return count > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Lets everybody go, and nobody in any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        all().forEach(Watcher::close);
    }
}
