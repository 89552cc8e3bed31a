package dev.carillon.common.pause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that are not claimed for now. Those under way when it began go on.
 *
 * @param reason for people
 * @param pausedBy the API key by its name, or the administrator by e-mail address
 * @param byAdministrator whether only an administrator of the installation may change and end it
 * @param pausedAt when it began
 * @param endsAt when it ends by itself; null for when somebody resumes
 */
public record Pause(
        PauseId id,
        PauseScope scope,
        String reason,
        String pausedBy,
        boolean byAdministrator,
        Instant pausedAt,
        @Nullable Instant endsAt) {

    /** When it ends by itself, as the rest of a sentence. */
    public String untilWhen() {
        return endsAt == null ? "until somebody resumes it" : "until " + endsAt;
    }
}
