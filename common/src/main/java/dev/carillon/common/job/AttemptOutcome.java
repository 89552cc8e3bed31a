package dev.carillon.common.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How a delivery ended. */
@RegisterForReflection
public enum AttemptOutcome implements WireNamed {
    /** The recipient's side took it. */
    SUCCEEDED,
    /** It failed in a way that may pass: worth another attempt. */
    FAILED,
    /** It failed in a way that will not pass by itself. */
    FAILED_PERMANENTLY,
    /** The worker died or lost its lease before it could say. Counts as no attempt. */
    UNKNOWN,
    /** The worker shut down before it sent anything. Counts as no attempt. */
    HANDED_BACK,
    /**
     * It was put off without being sent: its lane was paused or full, or its channel said so. Counts as no attempt. Several in a
     * row are one record, from the first to the last.
     */
    SNOOZED;

    /** The outcome of that name. Throws {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static AttemptOutcome of(String wireName) {
        return WireNamed.require(values(), wireName);
    }
}
