package dev.carillon.api.watch;

import dev.carillon.common.job.JobId;
import dev.carillon.common.job.TimelineEntry;
import dev.carillon.common.store.JobTimelines;
import dev.carillon.common.store.JobTimelines.OwnedJob;
import io.quarkus.logging.Log;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at jobs that may have moved and shows their timelines to their watchers. One query at a time for all of them: what moves
 * meanwhile shares the next.
 */
@Singleton
class TimelineLook {

    private static final int MOST = 500;
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final long PAUSE_AFTER_FAILURE = 1_000;

    private final Watchers watchers;
    private final JobTimelines timelines;
    private final Vertx vertx;
    private final Set<JobId> due = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    TimelineLook(Watchers watchers, JobTimelines timelines, Vertx vertx) {
        this.watchers = watchers;
        this.timelines = timelines;
        this.vertx = vertx;
    }

    /** Looks at these jobs as soon as may be, if anybody watches them. Does not wait. */
    void at(Collection<JobId> jobs) {
        due.addAll(jobs);
        if (!due.isEmpty() && looking.compareAndSet(false, true)) {
            next();
        }
    }

    private void next() {
        List<JobId> batch = take();
        Set<OwnedJob> watched = watchers.watched(batch);
        if (watched.isEmpty()) {
            looking.set(false);
            // What was added after it was taken, and before nobody looked.
            at(List.of());
            return;
        }
        timelines
                .read(watched)
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .subscribe()
                .with(found -> shown(batch, found), failure -> failed(batch, failure));
    }

    private List<JobId> take() {
        List<JobId> batch = new ArrayList<>();
        for (Iterator<JobId> jobs = due.iterator(); jobs.hasNext() && batch.size() < MOST; ) {
            batch.add(jobs.next());
            jobs.remove();
        }
        return batch;
    }

    private void shown(List<JobId> batch, Map<JobId, List<TimelineEntry>> found) {
        for (JobId job : batch) {
            List<TimelineEntry> timeline = found.get(job);
            for (Watcher watcher : watchers.of(job)) {
                if (timeline == null) {
                    // It left with its partition.
                    watcher.close();
                } else {
                    watcher.show(timeline);
                }
            }
        }
        next();
    }

    private void failed(List<JobId> batch, Throwable failure) {
        Log.warnf("Watched jobs cannot be looked at, trying on: %s", failure.getMessage());
        due.addAll(batch);
        vertx.setTimer(PAUSE_AFTER_FAILURE, _ -> next());
    }
}
