package dev.carillon.worker.channel;

import java.time.Duration;
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
     */
    record TransientFailure(String error, @Nullable Duration retryAfter) implements Outcome {

        /** A failure whose other side asks for no special wait. */
        public TransientFailure(String error) {
            this(error, null);
        }
    }

    /**
     * It failed in a way that will not pass by itself.
     *
     * @param error what went wrong, in a sentence
     */
    record PermanentFailure(String error) implements Outcome {}
}
