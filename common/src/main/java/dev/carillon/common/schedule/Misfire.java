package dev.carillon.common.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.carillon.common.job.WireNamed;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What is done about times that passed while nobody could fire. {@code docs/schedules.md} tells what counts as missed. */
@RegisterForReflection
public enum Misfire implements WireNamed {
    /** Missed times are let go. */
    SKIP,
    /** The latest missed time fires, those before it are let go. */
    ONCE,
    /** Every missed time fires, up to a configured number of the latest. */
    ALL;

    /** The policy of that name. Throws {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static Misfire of(String wireName) {
        return WireNamed.require(values(), wireName);
    }
}
