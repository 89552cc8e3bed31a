package dev.carillon.api.signin;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.api.identity.Session;
import dev.carillon.common.identity.OrganizationId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in.
 *
 * @param organization for which the session acts; null while there is none
 * @param organizations all that the person belongs to
 * @param expiresAt when it ends in any case
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record SignedInRepresentation(
        Person account,
        @Nullable Membership organization,
        List<Membership> organizations,
        Instant signedInAt,
        Instant expiresAt) {

    /** The account. */
    @RegisterForReflection
    public record Person(UUID id, String email) {}

    static SignedInRepresentation of(
            UUID account,
            String email,
            @Nullable OrganizationId organization,
            List<Membership> memberships,
            Instant signedInAt,
            Duration lifetime) {
        return new SignedInRepresentation(
                new Person(account, email),
                memberships.stream()
                        .filter(membership ->
                                organization != null && membership.id().equals(organization.value()))
                        .findFirst()
                        .orElse(null),
                memberships,
                signedInAt,
                signedInAt.plus(lifetime));
    }

    static SignedInRepresentation of(
            Session session, @Nullable OrganizationId organization, List<Membership> memberships, Duration lifetime) {
        return of(
                session.account().value(), session.email(), organization, memberships, session.signedInAt(), lifetime);
    }
}
