package dev.carillon.api.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.identity.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is sent.
 *
 * @param prefix by which the key itself can be recognised: {@code ck_<prefix>_…}
 * @param createdBy who made it, in words; null for the environment
 * @param lastUsedAt about when; null when it never was
 * @param expiresAt null when it does not
 * @param revokedAt null when it was not
 * @param replacedBy the key that it was rotated to
 * @param key the key itself, only right after it was made: left out everywhere else
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record Key(
        UUID id,
        String name,
        String prefix,
        Role role,
        boolean usable,
        @Nullable String createdBy,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable UUID replacedBy,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    Key with(String secret) {
        return new Key(
                id,
                name,
                prefix,
                role,
                usable,
                createdBy,
                createdAt,
                lastUsedAt,
                expiresAt,
                revokedAt,
                replacedBy,
                secret);
    }
}
