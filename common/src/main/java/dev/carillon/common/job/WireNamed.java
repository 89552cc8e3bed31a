package dev.carillon.common.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Optional;

/** An enum whose constants go by their lower-case names in JSON, in PostgreSQL and in keys. */
@RegisterForReflection
public interface WireNamed {

    /** The constant's name in Java. */
    String name();

    /** The constant's name everywhere else. */
    @JsonValue
    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant among {@code values} that goes by {@code wireName}; empty when none does. */
    static <E extends WireNamed> Optional<E> find(E[] values, String wireName) {
        for (E value : values) {
            if (value.wireName().equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Like {@link #find}, but throws {@link IllegalArgumentException} when none does. */
    static <E extends WireNamed> E require(E[] values, String wireName) {
        return find(values, wireName)
                .orElseThrow(() -> new IllegalArgumentException(
                        "No " + values.getClass().getComponentType().getSimpleName() + " is named " + wireName));
    }
}
