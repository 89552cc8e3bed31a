package dev.carillon.local.drill;

import dev.carillon.local.stack.Report;
import java.util.ArrayList;
import java.util.List;

/** Results as a person reads them. */
public final class DrillTable {

    private static final String FORM = "%-62s %9s %9s %6s %6s %9s %8s %9s";

    private DrillTable() {}

    /** The head of the table. */
    public static String head() {
        return FORM.formatted("fault", "accepted", "finished", "lost", "twice", "by fault", "refused", "longest");
    }

    /** The line of one fault. */
    public static String line(Drill.Result result) {
        return FORM.formatted(
                result.fault(),
                result.accepted(),
                result.finished(),
                result.lost(),
                result.twice(),
                result.twice() == 0 ? "" : (result.twice() - result.unexplained()) + " of " + result.twice(),
                result.unavailable() + result.unanswered(),
                Report.seconds(result.longest()));
    }

    /** What the columns mean, below the table. */
    public static List<String> legend() {
        return List.of(
                "accepted   answered 202",
                "finished   succeeded by the database, and in the receiver's log",
                "lost       accepted, or committed without an answer, and not finished: must be 0",
                "twice      more than once in the receiver's log",
                "by fault   of these, sent again because a worker died, stopped or was cut off between the provider's yes and our",
                "           commit: the database has an attempt of outcome unknown; any other repetition fails the drill",
                "refused    503 with Retry-After, or no answer from an instance that was killed; clients know and try again",
                "longest    from 202 to arrival, of the job that waited longest: the recovery");
    }

    /** The last line. */
    public static String verdict(List<Drill.Result> results) {
        List<String> failed = new ArrayList<>();
        for (var result : results) {
            if (!result.passed()) {
                failed.add(result.fault());
            }
        }
        var accepted = results.stream().mapToInt(Drill.Result::accepted).sum();
        return failed.isEmpty()
                ? "Passed: %,d jobs accepted, 0 lost, under %d faults.".formatted(accepted, results.size())
                : "FAILED: " + String.join("; ", failed);
    }
}
