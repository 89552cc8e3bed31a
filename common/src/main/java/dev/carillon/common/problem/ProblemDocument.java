package dev.carillon.common.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem as it is sent.
 *
 * @param type the kind, as a URI reference that never changes and leads to a page about it
 * @param title the kind in a few words
 * @param instance the path that was asked for
 * @param traceId finds the request in our logs
 * @param errors left out when there are none
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @Nullable String traceId,
        List<FieldError> errors) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemDocument of(Problem problem, String types, String instance, @Nullable String traceId) {
        return new ProblemDocument(
                types + problem.kind().slug(),
                problem.kind().title(),
                problem.kind().status(),
                problem.detail(),
                instance,
                traceId,
                problem.errors());
    }
}
