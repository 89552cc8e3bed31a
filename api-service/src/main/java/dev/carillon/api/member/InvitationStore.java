package dev.carillon.api.member;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.carillon.api.account.AccountConfig;
import dev.carillon.api.account.PlatformMail;
import dev.carillon.api.audit.Act;
import dev.carillon.api.audit.AuditLog;
import dev.carillon.api.audit.Author;
import dev.carillon.common.identity.Actor;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.Role;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.store.FollowingJob;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Invitations in PostgreSQL. */
@ApplicationScoped
class InvitationStore {

    private final Pool database;
    private final PlatformMail mail;
    private final AuditLog audit;
    private final AccountConfig config;
    private final MemberConfig limits;
    private final SecureRandom random = new SecureRandom();
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    InvitationStore(Pool database, PlatformMail mail, AuditLog audit, AccountConfig config, MemberConfig limits) {
        this.database = database;
        this.mail = mail;
        this.audit = audit;
        this.config = config;
        this.limits = limits;
    }

    /** Invites somebody by mail, in the place of a former invitation. Fails with a problem when they are a member. */
    Uni<Invitation> invite(OrganizationId organization, String email, Role role, Author by) {
        SecretToken token = SecretToken.random(random);
        return database.withTransaction(transaction -> transaction
                .preparedQuery(MemberStore.LOCK)
                .execute(Tuple.of(organization.value()))
                .chain(() -> refuseIfTooMany(transaction, organization, email))
                .chain(() -> transaction
                        .preparedQuery(InvitationStatements.INVITE)
                        .execute(Tuple.tuple()
                                .addUUID(ids.generate())
                                .addUUID(organization.value())
                                .addString(email)
                                .addString(role.wireName())
                                .addValue(Buffer.buffer(token.hash()))
                                .addLong(config.invitationLifetime().toMillis())
                                .addString(by.actor().kind().stored())
                                .addUUID(by.actor().id())))
                .map(rows -> {
                    for (Row row : rows) {
                        return row;
                    }
                    throw MemberRefusal.memberAlready();
                })
                .call(row -> FollowingJob.insert(
                        transaction,
                        List.of(mail.invitation(
                                email,
                                row.getString("organization_name"),
                                by.actor().kind() == Actor.Kind.PERSON ? row.getString("invited_by") : null,
                                token))))
                .map(InvitationStore::invitation)
                .call(made -> write(transaction, organization, Act.MEMBER_INVITED, by, made)));
    }

    private Uni<Void> refuseIfTooMany(SqlConnection transaction, OrganizationId organization, String email) {
        return transaction
                .preparedQuery(InvitationStatements.OTHERS)
                .execute(Tuple.of(organization.value(), email))
                .invoke(rows -> {
                    if (rows.iterator().next().getLong("others") >= limits.openInvitations()) {
                        throw MemberRefusal.tooMany(limits.openInvitations());
                    }
                })
                .replaceWithVoid();
    }

    /** All that stand, the oldest first. */
    Uni<List<Invitation>> list(OrganizationId organization) {
        return database.preparedQuery(InvitationStatements.LIST)
                .execute(Tuple.of(organization.value()))
                .map(rows -> {
                    List<Invitation> invitations = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> invitations.add(invitation(row)));
                    return invitations;
                });
    }

    /** Takes an invitation back. Answers whether there was one. */
    Uni<Boolean> revoke(OrganizationId organization, UUID id, Author by) {
        return database.withTransaction(transaction -> transaction
                .preparedQuery(InvitationStatements.REVOKE)
                .execute(Tuple.of(id, organization.value()))
                .chain(rows -> {
                    for (Row row : rows) {
                        return write(transaction, organization, Act.INVITATION_REVOKED, by, invitation(row))
                                .replaceWith(true);
                    }
                    return Uni.createFrom().item(false);
                }));
    }

    private Uni<Void> write(
            SqlConnection transaction, OrganizationId organization, Act act, Author by, Invitation about) {
        return audit.write(
                transaction,
                organization,
                act,
                by,
                about.email(),
                Map.of("role", about.role().wireName()));
    }

    private static Invitation invitation(Row row) {
        return new Invitation(
                row.getUUID("id"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getString("invited_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
    }
}
