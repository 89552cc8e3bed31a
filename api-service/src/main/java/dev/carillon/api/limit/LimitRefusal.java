package dev.carillon.api.limit;

import dev.carillon.common.limit.Decision;
import dev.carillon.common.limit.Quota;
import dev.carillon.common.limit.Verdict;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import java.time.Duration;
import java.util.List;

/** What a client is told when it may not. */
final class LimitRefusal {

    private LimitRefusal() {}

    /** The problem that a verdict is. */
    static ProblemException of(Decision decision, Verdict verdict) {
        Duration retryAfter = Duration.ofSeconds(Math.max(1, verdict.retryAfterSeconds()));
        if (decision.isClosed(verdict)) {
            return new ProblemException(Problem.unavailable(
                    "The limit '%s' cannot be checked for now, and nothing is let through without. Try again."
                            .formatted(verdict.policy().name()),
                    retryAfter));
        }
        return new ProblemException(new Problem(ProblemKind.TOO_MANY_REQUESTS, detail(verdict), List.of(), retryAfter));
    }

    private static String detail(Verdict verdict) {
        Quota quota = verdict.policy().quota();
        String limit =
                "The limit '%s' of %d in %s".formatted(verdict.policy().name(), quota.amount(), words(quota.window()));
        return verdict.isForever()
                ? "%s is less than what this request asks for at once, %d: divide it."
                        .formatted(limit, verdict.check().cost())
                : "%s is reached. Try again in %d s.".formatted(limit, Math.max(1, verdict.retryAfterSeconds()));
    }

    private static String words(Duration window) {
        long seconds = window.toSeconds();
        if (seconds % 86_400 == 0) {
            return words(seconds / 86_400, "day");
        }
        if (seconds % 3_600 == 0) {
            return words(seconds / 3_600, "hour");
        }
        return seconds % 60 == 0 ? words(seconds / 60, "minute") : words(seconds, "second");
    }

    private static String words(long number, String unit) {
        return number == 1 ? (unit.startsWith("h") ? "an " : "a ") + unit : number + " " + unit + "s";
    }
}
