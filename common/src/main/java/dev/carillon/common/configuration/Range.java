package dev.carillon.common.configuration;

import java.util.function.Function;

/**
 * What a setting may be. One that lies outside stops the start, with the range in the message. Each range that is needed is a converter,
 * named where a setting is declared: {@code @WithConverter(PositiveNumber.class) int batch()}.
 *
 * @param <T> what the setting is
 * @param kind what is read, as in "a whole number"
 * @param reader fails with a {@link RuntimeException} when a text is none
 * @param least the least permitted
 * @param most the most permitted
 */
public record Range<T extends Comparable<T>>(String kind, Function<String, T> reader, T least, T most) {

    /**
     * The value of a setting.
     *
     * @throws IllegalArgumentException when it is of another kind, or outside of the range
     */
    public T read(String value) {
        // Durations take an empty text for none; this is also how a setting that may be left out says that it was.
        if (value.isBlank()) {
            throw new IllegalArgumentException(permitted());
        }
        T read;
        try {
            read = reader.apply(value.strip());
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException(permitted(), malformed);
        }
        if (read.compareTo(least) < 0 || read.compareTo(most) > 0) {
            throw new IllegalArgumentException(permitted());
        }
        return read;
    }

    private String permitted() {
        return "It must be %s from %s to %s".formatted(kind, least, most);
    }
}
