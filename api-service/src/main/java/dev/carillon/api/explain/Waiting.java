package dev.carillon.api.explain;

import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobState;
import dev.carillon.common.lane.LanePause;
import dev.carillon.common.lane.PutOffReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says why a job waits for a time: one that was named, one after a failed attempt, or one that its lane gave it. */
final class Waiting {

    private Waiting() {}

    static Explanation explain(Situation situation) {
        Job job = situation.job();
        Instant due = job.dueAt();
        Instant end = job.expiresAt();
        if (due == null || !due.isAfter(situation.found().now())) {
            return isDue(situation);
        }
        if (end != null && !due.isBefore(end)) {
            return situation.because(
                    Cause.EXPIRING,
                    "Its expires_at comes before it could be started again: it is ended then, and will not be sent.",
                    end,
                    null);
        }
        String putOff = situation.found().putOff();
        if (putOff != null) {
            return putOff(situation, putOff, due);
        }
        return job.state() == JobState.RETRYING
                ? situation.because(
                        Cause.RETRYING,
                        "Attempt %d of %d failed; it is queued for the next when that is due."
                                        .formatted(job.attempts(), job.maxAttempts())
                                + heldBackThen(situation, due),
                        due,
                        situation.startFrom(due))
                : situation.because(
                        Cause.SCHEDULED,
                        "It is queued at its run_at." + heldBackThen(situation, due),
                        due,
                        situation.startFrom(due));
    }

    private static Explanation isDue(Situation situation) {
        Instant now = situation.found().now();
        return Queued.noWorker(situation)
                .orElseGet(() -> situation.because(
                        Cause.DUE,
                        "Its time has come: it is queued within moments." + heldBackThen(situation, now),
                        null,
                        situation.startFrom(now)));
    }

    private static Explanation putOff(Situation situation, String putOff, Instant due) {
        String detail = Queued.sentence(putOff) + " It costs no attempt, and a worker looks again when its turn comes."
                + heldBackThen(situation, due);
        Instant start = situation.startFrom(due);
        return switch (PutOffReason.of(putOff)) {
            case PAUSED -> situation.because(Cause.LANE_PAUSED, detail, opens(situation, due), start);
            case FULL -> situation.because(Cause.LANE_FULL, detail, null, start);
            case null -> situation.because(Cause.SNOOZED, detail, due, start);
        };
    }

    /** While Redis is away, the time that a worker chose says about when the lane opens. */
    private static Instant opens(Situation situation, Instant due) {
        Instant opens = situation.laneOpens();
        return opens == null ? due : opens;
    }

    /** What will hold it back when its time comes, as far as is known now. */
    private static String heldBackThen(Situation situation, Instant due) {
        StringBuilder more = new StringBuilder();
        @Nullable Instant opens = situation.laneOpens();
        if (opens != null && opens.isAfter(due)) {
            more.append(" What it goes through is paused until %s, though: %s"
                    .formatted(
                            opens,
                            Queued.sentence(
                                    situation.lanePause().map(LanePause::reason).orElse(""))));
        }
        if (!situation.found().pauses().isEmpty()) {
            more.append(" It is not started, though, while it is paused as now: see blocked_by.");
        }
        if (!situation.found().workersAlive()) {
            more.append(" No worker is alive now that could take it then.");
        }
        return more.toString();
    }
}
