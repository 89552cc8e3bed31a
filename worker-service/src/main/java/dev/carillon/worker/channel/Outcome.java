package dev.carillon.worker.channel;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an attempt to send ended, as the channel saw it. */
public sealed interface Outcome {

    /** The recipient's side took it. */
    record Delivered() implements Outcome {}

    /**
     * It failed in a way that may pass.
     *
     * @param error what went wrong, in a sentence
     * @param retryAfter how long the other side asks to wait; null when it does not say
     * @param effect on other jobs of the same lane
     */
    record TransientFailure(String error, @Nullable Duration retryAfter, LaneEffect effect) implements Outcome {

        /** A failure of this job alone, whose other side asks for no special wait. */
        public TransientFailure(String error) {
            this(error, null, LaneEffect.NONE);
        }
    }

    /**
     * It failed in a way that will not pass by itself.
     *
     * @param error what went wrong, in a sentence
     */
    record PermanentFailure(String error) implements Outcome {}

    /**
     * Nothing was sent, for now is not the time. Costs no attempt; a channel that always says so never ends a job.
     *
     * @param until when to look again, by this machine's clock
     * @param reason why, in a sentence
     */
    record Snoozed(Instant until, String reason) implements Outcome {}
}
