package dev.carillon.common.store;

import dev.carillon.common.job.Priority;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a job that waits. Null parts stay as they are.
 *
 * @param runAt not before; to nothing: at once
 * @param expiresAt not started after; to nothing: never expires
 * @param tags all of them; empty for none
 */
public record JobChanges(
        @Nullable Change<Instant> runAt,
        @Nullable Change<Instant> expiresAt,
        @Nullable Priority priority,
        @Nullable Map<String, String> tags,
        @Nullable Integer maxAttempts) {

    /**
     * Another value for what may be without one.
     *
     * @param to null for none
     * @param <T> the value's type
     */
    public record Change<T>(@Nullable T to) {}

    public JobChanges {
        tags = tags == null ? null : Map.copyOf(tags);
    }
}
