package dev.carillon.common.telemetry;

import dev.carillon.common.job.WireNamed;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What instances measure the duration of. A report carries a histogram of the durations since the report before it. */
@RegisterForReflection
public enum LatencyMeasure implements WireNamed {
    /** From a request's arrival to the end of its answer, under {@code /v1/}; event streams excepted. */
    HTTP_REQUEST("From a request's arrival to the end of its answer"),
    /** From a job's {@code created_at}, or its {@code run_at} if later, to the start of its first delivery. */
    ACCEPT_TO_START("From acceptance, or the asked time, to the start of the first delivery"),
    /** One attempt: from its start until its outcome is known. */
    DELIVERY("One attempt to deliver, until its outcome is known"),
    /** From a job's {@code created_at}, or its {@code run_at} if later, to its final state. */
    ACCEPT_TO_FINISH("From acceptance, or the asked time, to the final state");

    private final String description;

    LatencyMeasure(String description) {
        this.description = description;
    }

    /** What is measured, in one line. */
    public String description() {
        return description;
    }
}
