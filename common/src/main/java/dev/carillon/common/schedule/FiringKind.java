package dev.carillon.common.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.carillon.common.job.WireNamed;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Why a schedule fired. */
@RegisterForReflection
public enum FiringKind implements WireNamed {
    /** Its time had come. */
    ON_TIME,
    /** Its time had been missed, and the misfire policy made up for it. */
    LATE,
    /** A person asked for it. */
    MANUAL;

    /** The kind of that name. Throws {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static FiringKind of(String wireName) {
        return WireNamed.require(values(), wireName);
    }
}
