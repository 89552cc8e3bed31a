package dev.carillon.api.track;

import java.util.Optional;
import java.util.UUID;

/** An id in a path. */
public final class PathId {

    private static final int LENGTH = 36;

    private PathId() {}

    /** Reads the canonical text form; empty when the text is none. */
    public static Optional<UUID> read(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
