package dev.carillon.common.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** How urgent a job is. Each priority has streams of its own. */
@RegisterForReflection
public enum Priority implements WireNamed {
    HIGH,
    NORMAL,
    LOW;

    /** The number in PostgreSQL: smaller is more urgent. */
    public short code() {
        return (short) ordinal();
    }

    /** The priority of that number. */
    public static Priority ofCode(int code) {
        return values()[code];
    }

    /** The priority of that name; empty when there is none. */
    public static Optional<Priority> parse(String wireName) {
        return WireNamed.find(values(), wireName);
    }

    /** The priority of that name. Throws {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static Priority of(String wireName) {
        return WireNamed.require(values(), wireName);
    }
}
