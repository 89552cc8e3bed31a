package dev.carillon.common.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.carillon.common.job.WireNamed;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Whether a schedule fires. */
@RegisterForReflection
public enum ScheduleState implements WireNamed {
    /** It will fire at its next time. */
    ACTIVE,
    /** A person paused it, or it could not be fired; a person resumes it. */
    PAUSED,
    /** Its limit or its end was reached. Replacing it may make it active again. */
    ENDED;

    /** The state of that name. Throws {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static ScheduleState of(String wireName) {
        return WireNamed.require(values(), wireName);
    }
}
