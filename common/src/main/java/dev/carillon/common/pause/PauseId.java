package dev.carillon.common.pause;

import java.util.Optional;
import java.util.UUID;

/** Identifies a pause. */
public record PauseId(UUID value) {

    private static final int LENGTH = 36;

    /** Reads the canonical text form; empty when the text is not a UUID in it. */
    public static Optional<PauseId> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PauseId(UUID.fromString(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
