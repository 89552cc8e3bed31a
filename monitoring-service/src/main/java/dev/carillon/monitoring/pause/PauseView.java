package dev.carillon.monitoring.pause;

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
 * A pause as administrators see it.
 *
 * @param scope {@code installation} or {@code organization}
 * @param organizationId whose jobs it holds back; null for those of all
 * @param organizationName null for those of all, and where it is not known
 * @param channel null for all
 * @param priority the queue; null for all
 * @param pausedBy the e-mail address of the administrator, or the organization's API key by its name
 * @param byAdministrator whether the organization can not end it itself
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record PauseView(
        UUID id,
        String scope,
        @Nullable UUID organizationId,
        @Nullable String organizationName,
        @Nullable Channel channel,
        @Nullable Priority priority,
        String reason,
        String pausedBy,
        boolean byAdministrator,
        Instant pausedAt,
        @Nullable Instant endsAt) {

    /** The pause as it is shown. */
    public static PauseView of(Pause pause, @Nullable String organizationName) {
        return new PauseView(
                pause.id().value(),
                pause.scope().owner(),
                pause.scope().organizationId() == null
                        ? null
                        : pause.scope().organizationId().value(),
                organizationName,
                pause.scope().channel(),
                pause.scope().priority(),
                pause.reason(),
                pause.pausedBy(),
                pause.byAdministrator(),
                pause.pausedAt(),
                pause.endsAt());
    }

    /** What is paused, by whom, until when and why, in a sentence. */
    public String summary() {
        return "Sending %s%s%s is paused by %s %s: %s"
                .formatted(
                        channel == null ? "by every channel" : "by channel " + channel.wireName(),
                        priority == null ? "" : " of priority " + priority.wireName(),
                        organizationId == null ? " for everybody" : " for one organization",
                        pausedBy,
                        endsAt == null ? "until somebody resumes it" : "until " + endsAt,
                        reason);
    }
}
