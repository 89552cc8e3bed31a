package dev.carillon.api.schedule;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.schedule.Firing;
import dev.carillon.common.schedule.FiringKind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** A firing as it is sent. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record FiringRepresentation(Instant fireAt, Instant firedAt, FiringKind kind, UUID jobId) {

    static FiringRepresentation from(Firing firing) {
        return new FiringRepresentation(
                firing.fireAt(), firing.firedAt(), firing.kind(), firing.jobId().value());
    }
}
