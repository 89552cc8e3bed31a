package dev.carillon.api.explain;

import dev.carillon.api.explain.Explanation.BlockedBy;
import dev.carillon.api.explain.Explanation.Line;
import dev.carillon.common.job.Job;
import dev.carillon.common.pause.Pause;
import dev.carillon.common.store.JobObstacles;
import dev.carillon.common.store.LanePosition;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why a job is not sent yet, of what is known. Pure: the same facts give the same explanation. It never guesses. */
final class Explainer {

    /**
     * What may hold a queued job back, the one that is told first. Whatever else comes to hold jobs back, such as a lane that a
     * provider asked to wait or a limit that is reached, is read by {@code JobObstacleReader} and gets its line here, before the
     * line of those before it.
     */
    private static final List<Function<JobObstacles, Optional<Explanation>>> OF_QUEUED =
            List.of(Explainer::expiring, Explainer::paused, Explainer::noWorker);

    private Explainer() {}

    static Explanation explain(JobObstacles found) {
        Job job = found.job();
        return switch (job.state()) {
            case SCHEDULED, RETRYING -> waiting(found);
            case QUEUED -> queued(found);
            case RUNNING -> running(found);
            case HELD ->
                of(
                        found,
                        Cause.HELD,
                        "It is parked until a person decides, because going on by itself could do harm. Look at its "
                                + "attempts, then retry it (POST /v1/jobs/%1$s/retry) or cancel it (POST /v1/jobs/%1$s/cancel)."
                                        .formatted(job.id()),
                        null);
            case SUCCEEDED -> of(found, Cause.ENDED, "It was delivered.", null);
            case FAILED ->
                of(
                        found,
                        Cause.ENDED,
                        "It failed for good and is not tried again, unless a person retries it (POST /v1/jobs/%s/retry)."
                                .formatted(job.id()),
                        null);
            case CANCELLED ->
                of(found, Cause.ENDED, "It was cancelled and is not sent, unless a person retries it.", null);
            case DISCARDED ->
                of(found, Cause.ENDED, "It was discarded and is not sent, unless a person retries it.", null);
            case EXPIRED ->
                of(
                        found,
                        Cause.ENDED,
                        "Its expires_at passed before it could be started. It is not sent, unless a person retries it.",
                        null);
        };
    }

    private static Explanation waiting(JobObstacles found) {
        Instant due = found.job().dueAt();
        if (due == null || !due.isAfter(found.now())) {
            return noWorker(found)
                    .orElseGet(() -> of(
                            found,
                            Cause.DUE,
                            "Its time has come: it is queued within moments." + heldBackThen(found),
                            null));
        }
        return switch (found.job().state()) {
            case RETRYING ->
                of(
                        found,
                        Cause.RETRYING,
                        "Attempt %d of %d failed; it is queued for the next when that is due."
                                        .formatted(
                                                found.job().attempts(),
                                                found.job().maxAttempts())
                                + heldBackThen(found),
                        due);
            case SCHEDULED, QUEUED, RUNNING, HELD, SUCCEEDED, FAILED, CANCELLED, EXPIRED, DISCARDED ->
                of(
                        found,
                        Cause.SCHEDULED,
                        "It is queued at its run_at, or when what it goes through takes jobs again."
                                + heldBackThen(found),
                        due);
        };
    }

    private static String heldBackThen(JobObstacles found) {
        return found.pauses().isEmpty() ? "" : " It is not started, though, while it is paused as now: see blocked_by.";
    }

    private static Explanation queued(JobObstacles found) {
        for (Function<JobObstacles, Optional<Explanation>> obstacle : OF_QUEUED) {
            Optional<Explanation> explanation = obstacle.apply(found);
            if (explanation.isPresent()) {
                return explanation.get();
            }
        }
        return inLine(found);
    }

    private static Optional<Explanation> expiring(JobObstacles found) {
        Instant end = found.job().expiresAt();
        return end == null || end.isAfter(found.now())
                ? Optional.empty()
                : Optional.of(of(
                        found,
                        Cause.EXPIRING,
                        "Its expires_at has passed: it is not sent, and a worker ends it when its turn comes.",
                        null));
    }

    private static Optional<Explanation> paused(JobObstacles found) {
        if (found.pauses().isEmpty()) {
            return Optional.empty();
        }
        String which = found.pauses().stream().map(Explainer::describe).collect(Collectors.joining(" "));
        // The pauses come with the last to end first.
        return Optional.of(
                of(found, Cause.PAUSED, which, found.pauses().getFirst().endsAt()));
    }

    private static String describe(Pause pause) {
        PauseWords words = PauseWords.of(pause);
        return "%s paused by %s %s: %s.".formatted(words.what(), words.by(), pause.untilWhen(), pause.reason());
    }

    private static Optional<Explanation> noWorker(JobObstacles found) {
        return found.workersAlive()
                ? Optional.empty()
                : Optional.of(of(
                        found,
                        Cause.NO_WORKER,
                        "No worker is alive that could take it. It is kept, and goes on when one is.",
                        null));
    }

    private static Explanation inLine(JobObstacles found) {
        LanePosition position = found.position();
        if (position == null) {
            return of(found, Cause.WAITING_IN_LINE, "A worker is taking it just now.", null);
        }
        Instant estimate = position.expectedWait().map(found.now()::plus).orElse(null);
        return explanation(found, Cause.WAITING_IN_LINE, line(position, estimate), null, estimate);
    }

    private static String line(LanePosition position, @Nullable Instant estimate) {
        String before = position.before() == 0
                ? "It is the next of its lane."
                : String.format(
                        Locale.ROOT,
                        "%,d%s of its lane (the organization's queued jobs of its channel and priority) %s before it.",
                        position.before(),
                        position.bounded() ? " or more" : "",
                        position.before() == 1 && !position.bounded() ? "is" : "are");
        return before
                + (estimate == null
                        ? " How long that takes is not known."
                        : " The estimate is from how fast the lane moved in the last minutes.");
    }

    private static Explanation running(JobObstacles found) {
        JobObstacles.Holder holder = found.holder();
        Instant since = found.job().timeline().getLast().at();
        if (holder == null || !holder.alive()) {
            return of(
                    found,
                    Cause.WORKER_LOST,
                    "The worker that took it at %s is gone or does not reach PostgreSQL. Another worker takes it back."
                            .formatted(since),
                    null);
        }
        return of(found, Cause.RUNNING, "Worker %s is delivering it since %s.".formatted(holder.worker(), since), null);
    }

    private static Explanation of(JobObstacles found, Cause cause, String detail, @Nullable Instant until) {
        return explanation(found, cause, detail, until, null);
    }

    private static Explanation explanation(
            JobObstacles found, Cause cause, String detail, @Nullable Instant until, @Nullable Instant estimate) {
        Job job = found.job();
        LanePosition position = found.position();
        JobObstacles.Holder holder = found.holder();
        return new Explanation(
                job.state(),
                cause,
                detail,
                until,
                estimate,
                BlockedBy.of(
                        found.pauses(),
                        position == null ? null : Line.of(job, position),
                        holder == null ? null : holder.worker(),
                        job));
    }
}
