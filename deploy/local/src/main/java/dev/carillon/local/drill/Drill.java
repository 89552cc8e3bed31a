package dev.carillon.local.drill;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Runs faults under load, one after the other, and has each judged. */
public final class Drill {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Fleet fleet;
    private final int perSecond;
    private final Duration length;
    private final Checker checker;

    /**
     * @param perSecond jobs that clients submit, of all organizations together
     * @param length of a fault, and half of it before and after
     */
    public Drill(Fleet fleet, int perSecond, Duration length) {
        this.fleet = fleet;
        this.perSecond = perSecond;
        this.length = length;
        this.checker = new Checker(fleet);
    }

    /**
     * What became of the jobs of one fault.
     *
     * @param fault its name
     * @param accepted answered 202
     * @param unavailable refused by 503 with {@code Retry-After}
     * @param unanswered the instance died before it answered, or could not be reached
     * @param surprising any other answer
     * @param slowestRefusal how long the slowest 503 took
     * @param finished succeeded by the database, and arrived
     * @param lost accepted or committed, and not finished
     * @param twice arrived more than once
     * @param unexplained of these, those that are nobody's fault but ours
     * @param longest from 202 to arrival, of the job that waited longest
     */
    public record Result(
            String fault,
            int accepted,
            int unavailable,
            int unanswered,
            int surprising,
            Duration slowestRefusal,
            int finished,
            int lost,
            int twice,
            int unexplained,
            Duration longest) {

        /** Whether everything accepted finished, and nothing was repeated by our fault. */
        public boolean passed() {
            return accepted > 0 && lost == 0 && unexplained == 0 && surprising == 0;
        }
    }

    /** Lets one fault happen under load. Returns when everything has finished, or has had a minute to. */
    public Result run(Fault fault) {
        try (var load = new Load(fleet, perSecond)) {
            load.start();
            sleep(length.dividedBy(2));
            fault.begin().run();
            sleep(fault.least().compareTo(length) > 0 ? fault.least() : length);
            fault.end().run();
            sleep(length.dividedBy(2));
            var refusals = load.finish();
            var verdict = checker.judge(PATIENCE, fault.explanations());
            return new Result(
                    fault.name(),
                    verdict.accepted(),
                    refusals.unavailable(),
                    refusals.unanswered(),
                    refusals.surprising(),
                    Duration.ofMillis(refusals.slowestRefusalMillis()),
                    verdict.finished(),
                    verdict.lost(),
                    verdict.twice(),
                    verdict.unexplained(),
                    verdict.longest());
        }
    }

    private static void sleep(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
