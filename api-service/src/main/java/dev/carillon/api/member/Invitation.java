package dev.carillon.api.member;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.identity.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * An invitation that was not accepted yet, as it is sent.
 *
 * @param invitedBy who, in words
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record Invitation(UUID id, String email, Role role, String invitedBy, Instant createdAt, Instant expiresAt) {}
