package dev.carillon.common.body;

import org.jspecify.annotations.Nullable;

/**
 * A field that was looked at. Its value is for use once {@link Mistakes#throwIfAny} has passed: until
 * then a mistake may stand in its place.
 *
 * @param <T> the value's type
 */
public final class Field<T> {

    private final String path;
    private final @Nullable T value;

    Field(String path, @Nullable T value) {
        this.path = path;
        this.value = value;
    }

    /** The value of a required field. */
    public T get() {
        if (value == null) {
            throw new IllegalStateException("The field " + path + " has no value: its mistakes were not looked at");
        }
        return value;
    }

    /** The value, or null when the client gave none, or a wrong one. */
    public @Nullable T orNull() {
        return value;
    }

    /** The value, or {@code other} when the client gave none, or a wrong one. */
    public T orElse(T other) {
        return value == null ? other : value;
    }

    /** Whether there is a value. */
    public boolean isPresent() {
        return value != null;
    }
}
