package dev.carillon.local.stack;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells a person what is happening, one line a step. Lines of several threads do not mix. */
public final class Report {

    private final PrintStream out;
    private boolean lineOpen;

    /** Writes to {@code out}. */
    public Report(PrintStream out) {
        this.out = out;
    }

    /** A line of its own. */
    public synchronized void say(String line) {
        if (lineOpen) {
            out.println();
            lineOpen = false;
        }
        out.println(line);
        out.flush();
    }

    /** Names a step, does it, and says how long it took, or that it failed; the exception has the reason. */
    public void step(String what, String where, Runnable step) {
        begin("  %-20s %-28s ".formatted(what, where));
        var start = System.nanoTime();
        try {
            step.run();
        } catch (RuntimeException failure) {
            end("failed");
            throw failure;
        }
        end("ready in " + seconds(Duration.ofNanos(System.nanoTime() - start)));
    }

    private synchronized void begin(String text) {
        out.print(text);
        out.flush();
        lineOpen = true;
    }

    private synchronized void end(String text) {
        if (!lineOpen) {
            // Somebody had to say something in between.
            out.print("  ");
        }
        out.println(text);
        out.flush();
        lineOpen = false;
    }

    /** A duration as a person reads it: {@code 0.8 s}. */
    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
