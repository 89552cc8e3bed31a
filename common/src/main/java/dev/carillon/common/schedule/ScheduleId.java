package dev.carillon.common.schedule;

import java.util.Optional;
import java.util.UUID;

/** Identifies a schedule. */
public record ScheduleId(UUID value) {

    private static final int TEXT_LENGTH = 36;

    /** A new one. */
    public static ScheduleId random() {
        return new ScheduleId(UUID.randomUUID());
    }

    /** Reads the canonical text form; empty when the text is not a UUID in it. */
    public static Optional<ScheduleId> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ScheduleId(UUID.fromString(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
