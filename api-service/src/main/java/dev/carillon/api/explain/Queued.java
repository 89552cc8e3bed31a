package dev.carillon.api.explain;

import dev.carillon.common.lane.LanePause;
import dev.carillon.common.pause.Pause;
import dev.carillon.common.store.LanePosition;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why a job that is ready to be sent is not. */
final class Queued {

    /** What may hold it back, the one that is told first. Whatever else comes to hold jobs back gets its line here. */
    private static final List<Function<Situation, Optional<Explanation>>> OBSTACLES =
            List.of(Queued::expiring, Queued::paused, Queued::noWorker, Queued::lanePaused, Queued::crowded);

    private Queued() {}

    static Explanation explain(Situation situation) {
        for (Function<Situation, Optional<Explanation>> obstacle : OBSTACLES) {
            Optional<Explanation> explanation = obstacle.apply(situation);
            if (explanation.isPresent()) {
                return explanation.get();
            }
        }
        return inLine(situation);
    }

    private static Optional<Explanation> expiring(Situation situation) {
        Instant end = situation.job().expiresAt();
        return end == null || end.isAfter(situation.found().now())
                ? Optional.empty()
                : Optional.of(situation.because(
                        Cause.EXPIRING,
                        "Its expires_at has passed: it is not sent, and ended within moments.",
                        null,
                        null));
    }

    private static Optional<Explanation> paused(Situation situation) {
        List<Pause> pauses = situation.found().pauses();
        if (pauses.isEmpty()) {
            return Optional.empty();
        }
        String which = pauses.stream().map(Queued::describe).collect(Collectors.joining(" "));
        // The pauses come with the last to end first.
        return Optional.of(situation.because(
                Cause.PAUSED,
                which,
                pauses.getFirst().endsAt(),
                situation.startFrom(situation.found().now())));
    }

    private static String describe(Pause pause) {
        PauseWords words = PauseWords.of(pause);
        return "%s paused by %s %s: %s.".formatted(words.what(), words.by(), pause.untilWhen(), pause.reason());
    }

    static Optional<Explanation> noWorker(Situation situation) {
        return situation.found().workersAlive()
                ? Optional.empty()
                : Optional.of(situation.because(
                        Cause.NO_WORKER,
                        "No worker is alive that could take it. It is kept, and goes on when one is.",
                        null,
                        null));
    }

    private static Optional<Explanation> lanePaused(Situation situation) {
        Instant opens = situation.laneOpens();
        return opens == null
                ? Optional.empty()
                : Optional.of(situation.because(
                        Cause.LANE_PAUSED,
                        "What it goes through (%s) is paused until %s: %s A worker that takes it before puts it off, which costs no attempt."
                                .formatted(
                                        situation.found().lane().endpoint(),
                                        opens,
                                        sentence(situation
                                                .lanePause()
                                                .map(LanePause::reason)
                                                .orElse(""))),
                        opens,
                        situation.startFrom(opens)));
    }

    /** With a full stop, so that another may follow. */
    static String sentence(String reason) {
        return reason.isEmpty() || reason.endsWith(".") ? reason : reason + ".";
    }

    private static Optional<Explanation> crowded(Situation situation) {
        return situation.crowded().isEmpty()
                ? Optional.empty()
                : Optional.of(situation.because(
                        Cause.ORGANIZATION_FULL,
                        "The organization has as many jobs under way as it may have at once (%,d in a worker). It is started when some of them end."
                                .formatted(situation.crowded().getAsInt()),
                        null,
                        estimate(situation)));
    }

    private static Explanation inLine(Situation situation) {
        LanePosition position = situation.found().position();
        Instant estimate = estimate(situation);
        return situation.because(
                Cause.WAITING_IN_LINE,
                position == null ? "A worker is taking it just now." : line(position, estimate),
                null,
                estimate);
    }

    private static @Nullable Instant estimate(Situation situation) {
        LanePosition position = situation.found().position();
        return position == null
                ? null
                : position.expectedWait().map(situation.found().now()::plus).orElse(null);
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
}
