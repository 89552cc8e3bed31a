package dev.carillon.api.explain;

import dev.carillon.common.job.Job;
import dev.carillon.common.store.JobObstacles;
import java.time.Instant;

/** Says why a job is not sent yet, of what is known. Pure: the same facts give the same explanation. It never guesses. */
final class Explainer {

    private Explainer() {}

    static Explanation explain(Situation situation) {
        Job job = situation.job();
        return switch (job.state()) {
            case SCHEDULED, RETRYING -> Waiting.explain(situation);
            case QUEUED -> Queued.explain(situation);
            case RUNNING -> running(situation);
            case HELD ->
                rests(
                        situation,
                        Cause.HELD,
                        "It is parked until a person decides, because going on by itself could do harm. Look at its "
                                + "attempts, then retry it (POST /v1/jobs/%1$s/retry) or cancel it (POST /v1/jobs/%1$s/cancel)."
                                        .formatted(job.id()));
            case SUCCEEDED -> rests(situation, Cause.ENDED, "It was delivered.");
            case FAILED ->
                rests(
                        situation,
                        Cause.ENDED,
                        "It failed for good and is not tried again, unless a person retries it (POST /v1/jobs/%s/retry)."
                                .formatted(job.id()));
            case CANCELLED ->
                rests(situation, Cause.ENDED, "It was cancelled and is not sent, unless a person retries it.");
            case DISCARDED ->
                rests(situation, Cause.ENDED, "It was discarded and is not sent, unless a person retries it.");
            case EXPIRED ->
                rests(
                        situation,
                        Cause.ENDED,
                        "Its expires_at passed before it could be started. It is not sent, unless a person retries it.");
        };
    }

    private static Explanation running(Situation situation) {
        JobObstacles.Holder holder = situation.found().holder();
        Instant since = situation.job().timeline().getLast().at();
        if (holder == null || !holder.alive()) {
            return rests(
                    situation,
                    Cause.WORKER_LOST,
                    "The worker that took it at %s is gone or does not reach PostgreSQL. %s"
                            .formatted(
                                    since,
                                    situation.found().workersAlive()
                                            ? "Another worker takes it back."
                                            : "No other worker is alive that could take it back."));
        }
        return rests(
                situation, Cause.RUNNING, "Worker %s is delivering it since %s.".formatted(holder.worker(), since));
    }

    private static Explanation rests(Situation situation, Cause cause, String detail) {
        return situation.because(cause, detail, null, null);
    }
}
