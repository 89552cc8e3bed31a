package dev.carillon.api.schedule;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.job.Message;
import dev.carillon.common.job.Priority;
import dev.carillon.common.schedule.JobTemplate;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a schedule's jobs are made of, in the form in which it is asked for. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record TemplateRepresentation(
        @JsonUnwrapped Message message,
        Priority priority,
        Map<String, String> tags,
        int maxAttempts,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration expiresAfter,

        @Nullable Map<String, Object> retry) {

    static TemplateRepresentation from(JobTemplate template) {
        return new TemplateRepresentation(
                template.message(),
                template.priority(),
                template.tags(),
                template.maxAttempts(),
                template.expiresAfter(),
                template.retry() == null ? null : template.retry().toWire());
    }
}
