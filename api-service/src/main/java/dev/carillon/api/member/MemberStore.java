package dev.carillon.api.member;

import dev.carillon.api.audit.Act;
import dev.carillon.api.audit.AuditLog;
import dev.carillon.api.audit.Author;
import dev.carillon.api.identity.Standings;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members of organizations in PostgreSQL. */
@Singleton
class MemberStore {

    static final String LIST = """
            SELECT account.id, account.email, membership.role, membership.created_at
            FROM membership JOIN account ON account.id = membership.account_id
            WHERE membership.organization_id = $1 AND ($2::uuid IS NULL OR membership.account_id < $2)
            ORDER BY membership.account_id DESC LIMIT $3
            """;

    // All changes to an organization's people take turns: two owners who remove each other would leave none.
    static final String LOCK = "SELECT id FROM organization WHERE id = $1 FOR NO KEY UPDATE";

    static final String FIND = """
            SELECT account.id, account.email, membership.role, membership.created_at,
                   NOT EXISTS (SELECT FROM membership AS other
                               WHERE other.organization_id = $1 AND other.account_id <> $2 AND other.role = 'owner') AS only_owner
            FROM membership JOIN account ON account.id = membership.account_id
            WHERE membership.organization_id = $1 AND membership.account_id = $2
            """;

    static final String CHANGE = "UPDATE membership SET role = $3 WHERE organization_id = $1 AND account_id = $2";

    static final String REMOVE = "DELETE FROM membership WHERE organization_id = $1 AND account_id = $2";

    private final Pool database;
    private final AuditLog audit;
    private final Standings standings;

    MemberStore(Pool database, AuditLog audit, Standings standings) {
        this.database = database;
        this.audit = audit;
        this.standings = standings;
    }

    /** Up to {@code limit} members, those whose account is newest first. */
    Uni<List<Member>> list(OrganizationId organization, @Nullable UUID before, int limit) {
        return database.preparedQuery(LIST)
                .execute(Tuple.of(organization.value(), before, limit))
                .map(rows -> {
                    List<Member> members = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> members.add(member(row)));
                    return members;
                });
    }

    /** Gives a member another role. Fails with a problem when that cannot be. */
    Uni<Member> change(OrganizationId organization, UUID account, Role role, Author by, Role own) {
        return database.withTransaction(transaction -> held(transaction, organization, account)
                        .invoke(held -> held.refuseUnless(own, role == Role.OWNER))
                        .map(Held::member)
                        .call(() -> transaction
                                .preparedQuery(CHANGE)
                                .execute(Tuple.of(organization.value(), account, role.wireName())))
                        .call(member -> audit.write(
                                transaction,
                                organization,
                                Act.MEMBER_ROLE_CHANGED,
                                by,
                                member.email(),
                                Map.of("from", member.role().wireName(), "to", role.wireName()))))
                .invoke(_ -> standings.forget(new AccountId(account)))
                .map(member -> new Member(member.id(), member.email(), role, member.joinedAt()));
    }

    /** Removes a member. Fails with a problem when that cannot be. */
    Uni<Void> remove(OrganizationId organization, UUID account, Author by, Role own) {
        return database.withTransaction(transaction -> held(transaction, organization, account)
                        .invoke(held -> held.refuseUnless(own, false))
                        .map(Held::member)
                        .call(() -> transaction.preparedQuery(REMOVE).execute(Tuple.of(organization.value(), account)))
                        .call(member -> audit.write(
                                transaction,
                                organization,
                                Act.MEMBER_REMOVED,
                                by,
                                member.email(),
                                Map.of("role", member.role().wireName()))))
                .invoke(_ -> standings.forget(new AccountId(account)))
                .replaceWithVoid();
    }

    /** Takes somebody out at their own wish. Fails with a problem when they are no member, or the only owner. */
    Uni<Void> leave(OrganizationId organization, UUID account, Author by) {
        return database.withTransaction(transaction -> held(transaction, organization, account)
                        .invoke(held -> held.refuseUnless(held.member().role(), false))
                        .map(Held::member)
                        // Before they are gone: the entry names them as a member.
                        .call(member -> audit.write(
                                transaction,
                                organization,
                                Act.MEMBER_LEFT,
                                by,
                                member.email(),
                                Map.of("role", member.role().wireName())))
                        .call(() -> transaction.preparedQuery(REMOVE).execute(Tuple.of(organization.value(), account))))
                .invoke(_ -> standings.forget(new AccountId(account)))
                .replaceWithVoid();
    }

    /** A member who is not changed by anybody else until the transaction ends. */
    private record Held(Member member, boolean onlyOwner) {

        void refuseUnless(Role own, boolean staysOwner) {
            if (!own.mayGrant(member.role())) {
                throw MemberRefusal.higherRole();
            }
            if (member.role() == Role.OWNER && onlyOwner && !staysOwner) {
                throw MemberRefusal.lastOwner();
            }
        }
    }

    private static Uni<Held> held(SqlConnection transaction, OrganizationId organization, UUID account) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(organization.value()))
                .chain(() -> transaction.preparedQuery(FIND).execute(Tuple.of(organization.value(), account)))
                .map(rows -> {
                    for (Row row : rows) {
                        return new Held(member(row), row.getBoolean("only_owner"));
                    }
                    throw MemberRefusal.unknown();
                });
    }

    private static Member member(Row row) {
        return new Member(
                row.getUUID("id"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
