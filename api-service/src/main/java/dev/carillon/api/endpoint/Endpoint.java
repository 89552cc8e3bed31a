package dev.carillon.api.endpoint;

import dev.carillon.common.identity.WebhookSecret;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an organization wants to be told of its jobs.
 *
 * @param channels of the jobs it is told of; null for every channel
 * @param maxAttempts of each event
 * @param retry when failed attempts are made again, as stored; null for the channel's
 * @param formerSecretUntil until then the former secret signs too; null when there is none
 * @param failingSince since its last success every delivery failed, and that was the first; null while it works
 * @param disabledAt null when it is enabled
 */
record Endpoint(
        EndpointId id,
        String url,
        String description,
        List<String> eventTypes,
        @Nullable List<String> channels,
        int maxAttempts,
        @Nullable JsonObject retry,
        WebhookSecret secret,
        @Nullable Instant formerSecretUntil,
        Instant createdAt,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason) {

    boolean isEnabled() {
        return disabledAt == null;
    }
}
