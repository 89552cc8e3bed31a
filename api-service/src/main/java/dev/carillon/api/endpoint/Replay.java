package dev.carillon.api.endpoint;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events that are told to an endpoint once more, as it is sent.
 *
 * @param since of what happened from then on
 * @param until and before then
 * @param missedOnly whether those are left out which the endpoint took, or was about to be sent
 * @param deliveries that were made so far
 * @param finishedAt null while it goes on
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record Replay(
        UUID id,
        Instant since,
        Instant until,
        boolean missedOnly,
        long deliveries,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** The latest replays of an endpoint, newest first. */
    @RegisterForReflection
    record Page(List<Replay> data) {}
}
