package dev.carillon.api.member;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.identity.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody of the organization, as they are sent.
 *
 * @param id of the account
 * @param joinedAt since when they are a member
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record Member(UUID id, String email, Role role, Instant joinedAt) {}
