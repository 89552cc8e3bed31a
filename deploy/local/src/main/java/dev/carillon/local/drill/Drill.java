package dev.carillon.local.drill;

import dev.carillon.local.drill.Fault.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Runs faults under load, one after the other, and has each judged. */
public final class Drill {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The load was there if so much of it was. */
    private static final double ENOUGH = 0.97;

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
     * What became of one fault.
     *
     * @param load what the clients did, and what they were told
     * @param wanted the load that was asked for, in jobs a second
     */
    public record Result(Fault fault, Load.Tally load, int wanted, Verdict verdict) {

        /** Whether everything accepted finished, nothing was repeated without an excuse, and clients got only answers they can use. */
        public boolean passed() {
            return verdict.passed() && load.surprising() == 0;
        }

        /** Whether the fault was tried under the load that was asked for, over several organizations and both channels. */
        public boolean loaded() {
            return load.perSecond() >= wanted * ENOUGH && verdict.organizations() > 1 && verdict.channels() > 1;
        }
    }

    /**
     * Lets one fault happen under load. Returns when everything has finished, or has had its time to.
     *
     * @param progress is told what happens
     */
    public Result run(Fault fault, Consumer<String> progress) {
        var since = checker.now();
        try (var load = new Load(fleet, perSecond)) {
            load.start();
            sleep(length.dividedBy(2));
            progress.accept("begins: " + fault.name());
            var began = Instant.now();
            fault.begin().run();
            var begun = Instant.now();
            sleep(fault.least().compareTo(length) > 0 ? fault.least() : length);
            var ending = Instant.now();
            fault.end().run();
            var span = new Span(began, begun, ending, Instant.now());
            progress.accept("mended, the load goes on");
            sleep(length.dividedBy(2));
            var tally = load.finish();
            progress.accept(
                    "load over: %,d jobs submitted; waiting until all have finished".formatted(tally.offered()));
            checker.awaitQuiet(since, PATIENCE);
            return new Result(fault, tally, perSecond, checker.judge(fault, span, since));
        }
    }

    private static void sleep(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
