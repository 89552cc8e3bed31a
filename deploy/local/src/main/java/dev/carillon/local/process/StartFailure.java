package dev.carillon.local.process;

import java.util.Objects;

/** Something could not be started. The message is one sentence for a person: what, why, and what to do. */
public class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure whose whole story is its message. */
    public StartFailure(String message) {
        super(message);
    }

    /** A failure with the exception that caused it. */
    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The sentence. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
