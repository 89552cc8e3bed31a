package dev.carillon.common.pause;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants paused.
 *
 * @param reason for people, in a line
 * @param endsAt when it ends by itself; null for when somebody resumes
 */
public record PauseOrder(
        PauseScope scope, String reason, @Nullable Instant endsAt) {}
