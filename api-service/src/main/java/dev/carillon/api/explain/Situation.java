package dev.carillon.api.explain;

import dev.carillon.api.explain.Explanation.BlockedBy;
import dev.carillon.common.job.Job;
import dev.carillon.common.lane.LanePause;
import dev.carillon.common.pause.Pause;
import dev.carillon.common.store.JobObstacles;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of what may hold a job back.
 *
 * @param found in PostgreSQL
 * @param lanePause of its lane; empty also while Redis is away
 * @param crowded how many jobs its organization may have under way in a worker, where some worker has no place for more now
 */
record Situation(JobObstacles found, Optional<LanePause> lanePause, OptionalInt crowded) {

    Job job() {
        return found.job();
    }

    /** When its lane opens; null when it is open. */
    @Nullable
    Instant laneOpens() {
        return lanePause.map(pause -> found.now().plus(pause.remaining())).orElse(null);
    }

    /**
     * About when the job is started that could be at {@code when}: not before its lane opens and its pauses end. Null where nobody
     * knows that.
     */
    @Nullable
    Instant startFrom(Instant when) {
        if (!found.workersAlive()) {
            return null;
        }
        Instant start = when.isBefore(found.now()) ? found.now() : when;
        Instant opens = laneOpens();
        if (opens != null && opens.isAfter(start)) {
            start = opens;
        }
        for (Pause pause : found.pauses()) {
            Instant ends = pause.endsAt();
            if (ends == null) {
                return null;
            }
            start = ends.isAfter(start) ? ends : start;
        }
        return start;
    }

    Explanation because(Cause cause, String detail, @Nullable Instant until, @Nullable Instant estimate) {
        return new Explanation(job().state(), cause, detail, until, estimate, BlockedBy.of(this));
    }
}
