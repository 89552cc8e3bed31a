package dev.carillon.api.pause;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Priority;
import dev.carillon.common.pause.Pause;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pause as it is sent to an organization whose jobs it holds back.
 *
 * @param scope {@code organization}, or {@code installation} when it holds back the jobs of every organization
 * @param channel null for all
 * @param priority the queue; null for all
 * @param pausedBy the API key by its name; of administrators no more than that it was one
 * @param resumableBy {@code organization} or {@code administrator}
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record PauseRepresentation(
        UUID id,
        String scope,
        @Nullable Channel channel,
        @Nullable Priority priority,
        String reason,
        String pausedBy,
        String resumableBy,
        Instant pausedAt,
        @Nullable Instant endsAt) {

    private static final String ADMINISTRATOR = "an administrator of the installation";

    /** The pause as it is sent. */
    public static PauseRepresentation from(Pause pause) {
        boolean reserved = pause.byAdministrator() || pause.scope().organizationId() == null;
        return new PauseRepresentation(
                pause.id().value(),
                pause.scope().owner(),
                pause.scope().channel(),
                pause.scope().priority(),
                pause.reason(),
                reserved ? ADMINISTRATOR : pause.pausedBy(),
                reserved ? "administrator" : "organization",
                pause.pausedAt(),
                pause.endsAt());
    }
}
