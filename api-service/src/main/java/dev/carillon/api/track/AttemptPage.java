package dev.carillon.api.track;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.job.Attempt;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** A job's attempts, newest first. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record AttemptPage(List<AttemptRepresentation> data) {

    static AttemptPage of(List<Attempt> attempts) {
        return new AttemptPage(
                attempts.stream().map(AttemptRepresentation::from).toList());
    }
}
