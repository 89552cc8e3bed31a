package dev.carillon.api.audit;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act, as it is sent.
 *
 * @param act such as {@code member.removed}
 * @param subject what it was done to, in words
 * @param address of the client; empty for administrators of the installation
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record AuditEntry(
        UUID id, Instant at, String act, Who actor, String subject, Map<String, String> details, String address) {

    /**
     * Who did it.
     *
     * @param kind {@code api_key}, {@code person}, or {@code administrator} of the installation
     * @param id null for administrators: owners are told that it was one
     * @param name the key's name or the person's address, as it was then
     */
    @RegisterForReflection
    record Who(String kind, @Nullable UUID id, String name) {}
}
