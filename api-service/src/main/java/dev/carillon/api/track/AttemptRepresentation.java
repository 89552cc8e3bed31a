package dev.carillon.api.track;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.job.Attempt;
import dev.carillon.common.job.AttemptOutcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An attempt as it is sent. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record AttemptRepresentation(
        int number,
        Instant startedAt,
        Instant finishedAt,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Duration duration,
        AttemptOutcome outcome,
        @Nullable String error,
        String provider,
        String worker) {

    static AttemptRepresentation from(Attempt attempt) {
        return new AttemptRepresentation(
                attempt.number(),
                attempt.startedAt(),
                attempt.finishedAt(),
                Duration.between(attempt.startedAt(), attempt.finishedAt()),
                attempt.outcome(),
                attempt.error(),
                attempt.provider(),
                attempt.worker());
    }
}
