package dev.carillon.api.pause;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.pause.Pause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** All pauses that hold an organization's jobs back: a handful at the most, so that there are no pages. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record PauseList(List<PauseRepresentation> data) {

    static PauseList of(List<Pause> pauses) {
        return new PauseList(pauses.stream().map(PauseRepresentation::from).toList());
    }
}
