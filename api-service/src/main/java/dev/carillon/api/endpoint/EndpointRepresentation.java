package dev.carillon.api.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as it is sent.
 *
 * @param secret only right after it was made: left out everywhere else
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record EndpointRepresentation(
        UUID id,
        String url,
        String description,
        List<String> eventTypes,
        @Nullable List<String> channels,
        int maxAttempts,
        @Nullable Map<String, Object> retry,
        boolean enabled,
        Instant createdAt,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        @Nullable Instant formerSecretUntil,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    static EndpointRepresentation from(Endpoint endpoint) {
        return from(endpoint, null);
    }

    static EndpointRepresentation withSecret(Endpoint endpoint) {
        return from(endpoint, endpoint.secret().value());
    }

    private static EndpointRepresentation from(Endpoint endpoint, @Nullable String secret) {
        return new EndpointRepresentation(
                endpoint.id().value(),
                endpoint.url(),
                endpoint.description(),
                endpoint.eventTypes(),
                endpoint.channels(),
                endpoint.maxAttempts(),
                endpoint.retry() == null ? null : endpoint.retry().getMap(),
                endpoint.isEnabled(),
                endpoint.createdAt(),
                endpoint.failingSince(),
                endpoint.disabledAt(),
                endpoint.disabledReason(),
                endpoint.formerSecretUntil(),
                secret);
    }
}
