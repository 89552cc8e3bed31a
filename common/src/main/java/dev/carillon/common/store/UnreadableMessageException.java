package dev.carillon.common.store;

/** A stored message cannot be read: another version wrote it, or its row was changed by hand. */
public final class UnreadableMessageException extends RuntimeException {

    /** With what was expected, and why it could not be read. */
    public UnreadableMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
