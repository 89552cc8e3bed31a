package dev.carillon.local.drill;

import dev.carillon.local.stack.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as a person reads them, in a hundred columns. */
public final class DrillTable {

    private static final String FORM = "%-19s %7s %9s %9s %5s %6s %8s %4s %8s %8s  %s";

    private DrillTable() {}

    /** The head of the table. */
    public static String head() {
        return FORM.formatted(
                "fault", "jobs/s", "accepted", "finished", "lost", "twice", "excused", "odd", "refused", "longest", "");
    }

    /** The line of one fault. */
    public static String line(Drill.Result result) {
        var verdict = result.verdict();
        return FORM.formatted(
                result.fault().key(),
                String.format(Locale.ROOT, "%.0f", result.load().perSecond()),
                "%,d".formatted(verdict.accepted()),
                "%,d".formatted(verdict.finished()),
                verdict.lost(),
                verdict.twice(),
                verdict.twice() == 0 ? "" : verdict.excused(),
                verdict.odd().size() + result.load().surprising(),
                "%,d".formatted(result.load().unavailable() + result.load().unanswered()),
                Report.seconds(verdict.longest()),
                result.passed() ? result.loaded() ? "ok" : "NO LOAD" : "FAILED");
    }

    /** What a person has to know of a fault besides the numbers: why messages arrived twice, and what is wrong. */
    public static List<String> remarks(Drill.Result result) {
        List<String> remarks = new ArrayList<>();
        var verdict = result.verdict();
        verdict.excuses().forEach((because, jobs) -> remarks.add("%d arrived twice: %s".formatted(jobs, because)));
        remarks.addAll(verdict.odd());
        remarks.addAll(verdict.evidence());
        if (result.load().surprising() > 0) {
            remarks.add(result.load().surprising() + " answers were neither 202 nor 503 with Retry-After");
        }
        if (!result.loaded()) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "only %.0f jobs a second were submitted instead of %d: this machine is too busy for the drill to prove anything",
                    result.load().perSecond(),
                    result.wanted()));
        }
        return remarks;
    }

    /** What the columns mean, below the table. */
    public static List<String> legend() {
        return List.of(
                "jobs/s     submitted, over 6 organizations, e-mails and webhooks by turns",
                "accepted   answered 202",
                "finished   of these: succeeded by the database, and in the receivers' journal",
                "lost       accepted, or committed without an answer, and not finished: must be 0",
                "twice      more than once in the receivers' journal",
                "excused    of these, explained by the fault and by the very job's deliveries: must be all",
                "odd        sent early, sent without a row, times out of order, answers nobody expects: must be 0",
                "refused    503 with Retry-After, or no answer from an instance that was killed: clients try again",
                "longest    from 202, or the time it was scheduled for, to arrival, of the job that waited longest");
    }

    /** The last line. */
    public static String verdict(List<Drill.Result> results) {
        var failed = results.stream()
                .filter(result -> !result.passed())
                .map(result -> result.fault().key())
                .toList();
        var accepted =
                results.stream().mapToInt(result -> result.verdict().accepted()).sum();
        if (!failed.isEmpty()) {
            return "FAILED: " + String.join(", ", failed);
        }
        return results.stream().allMatch(Drill.Result::loaded)
                ? "Passed: %,d jobs accepted under %d faults, 0 lost, none repeated without an excuse."
                        .formatted(accepted, results.size())
                : "NOT PROVEN: nothing was lost, but the load was less than asked for.";
    }
}
