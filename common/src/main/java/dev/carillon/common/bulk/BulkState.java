package dev.carillon.common.bulk;

import dev.carillon.common.job.WireNamed;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The states of a bulk operation. */
@RegisterForReflection
public enum BulkState implements WireNamed {
    /** The workers take its steps; a person may cancel it. */
    RUNNING,
    /** Every job that matched was seen to. Final. */
    COMPLETED,
    /** A person ended it: what was done stays done. Final. */
    CANCELLED,
    /** PostgreSQL refused one of its steps. Final. */
    FAILED;

    /** The state of that name. Throws {@link IllegalArgumentException} when there is none. */
    public static BulkState of(String wireName) {
        return WireNamed.require(values(), wireName);
    }
}
