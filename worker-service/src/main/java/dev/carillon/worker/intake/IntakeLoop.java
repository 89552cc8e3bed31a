package dev.carillon.worker.intake;

import io.quarkus.logging.Log;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Takes jobs from one source, round by round. Runs on a virtual thread of its own until it is told to stop, whatever fails, and
 * tells of an outage once.
 */
abstract class IntakeLoop implements Runnable {

    /** A command or statement of a loop that takes longer has failed. */
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private final String source;
    private final Pulse pulse;
    private boolean failing;

    /**
     * @param source of the jobs, as logs call it
     */
    IntakeLoop(String source, Pulse pulse) {
        this.source = source;
        this.pulse = pulse;
    }

    /** Takes what there is and there is room for. Answers how long to wait before the next round. */
    abstract Duration round() throws InterruptedException;

    /** How long ago the loop last came round: its sign of life. */
    Duration silence() {
        return pulse.silence();
    }

    @Override
    public void run() {
        while (pulse.beat()) {
            try {
                Duration pause = round();
                worked();
                pulse.pause(pause);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                failed(e);
                pulse.rest();
            }
        }
    }

    private void worked() {
        pulse.recover();
        if (failing) {
            failing = false;
            Log.infof("Taking jobs from %s works again", source);
        }
    }

    private void failed(RuntimeException failure) {
        // Once an outage, not once a try.
        Log.logf(
                failing ? Logger.Level.DEBUG : Logger.Level.WARN,
                "Taking jobs from %s fails, trying on: %s",
                source,
                failure.getMessage());
        failing = true;
    }
}
