package dev.carillon.common.body;

/**
 * What became of reading a value that a client gave.
 *
 * @param <T> the value's type
 */
public sealed interface Reading<T> {

    /** It is well. */
    record Right<T>(T value) implements Reading<T> {}

    /**
     * It is not.
     *
     * @param message what is wrong and what would be right, as the rest of a sentence that starts with the field's name
     */
    record Wrong<T>(String message) implements Reading<T> {}

    /** A value that is well. */
    static <T> Reading<T> right(T value) {
        return new Right<>(value);
    }

    /** A value that is not, and why. */
    static <T> Reading<T> wrong(String message) {
        return new Wrong<>(message);
    }
}
