package dev.carillon.common.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** What kind of message a job carries. */
@RegisterForReflection
public enum JobType implements WireNamed {
    EMAIL,
    NOTIFICATION,
    /** Tells a customer's webhook endpoint of another job. Made by us, and not counted among what the customer submitted. */
    EVENT;

    /** The type of that name; empty when there is none. */
    public static Optional<JobType> parse(String wireName) {
        return WireNamed.find(values(), wireName);
    }

    /** The type of that name. Throws {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static JobType of(String wireName) {
        return WireNamed.require(values(), wireName);
    }
}
