package dev.carillon.api.member;

import dev.carillon.api.account.NewAccounts;
import dev.carillon.api.audit.Act;
import dev.carillon.api.audit.AuditLog;
import dev.carillon.api.audit.Author;
import dev.carillon.api.identity.Standings;
import dev.carillon.common.database.FirstRow;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.PasswordHash;
import dev.carillon.common.identity.SecretToken;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an invitation becomes a membership. */
@Singleton
class Acceptance {

    private final Pool database;
    private final NewAccounts accounts;
    private final AuditLog audit;
    private final Standings standings;

    Acceptance(Pool database, NewAccounts accounts, AuditLog audit, Standings standings) {
        this.database = database;
        this.accounts = accounts;
        this.audit = audit;
        this.standings = standings;
    }

    /** Whom an invitation is for, and whether they have an account. */
    record Invited(String email, boolean known) {}

    /** Who is invited by that token; empty when it is not valid. */
    Uni<Optional<Invited>> find(SecretToken token) {
        return database.preparedQuery(InvitationStatements.FIND)
                .execute(Tuple.of(Buffer.buffer(token.hash())))
                .map(rows ->
                        FirstRow.of(rows).map(row -> new Invited(row.getString("email"), row.getBoolean("known"))));
    }

    /**
     * Makes the invited person a member; empty when the token is not valid.
     *
     * @param hash of the password of an account to be made; null when there is one
     * @param address of the client
     */
    Uni<Optional<AccountId>> accept(SecretToken token, @Nullable PasswordHash hash, String address) {
        return database.withTransaction(transaction -> transaction
                        .preparedQuery(InvitationStatements.TAKE)
                        .execute(Tuple.of(Buffer.buffer(token.hash())))
                        .chain(rows -> FirstRow.of(rows)
                                .map(row -> join(transaction, row, hash, address))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))))
                .invoke(joined -> joined.ifPresent(standings::forget));
    }

    private Uni<Optional<AccountId>> join(
            SqlConnection transaction, Row invitation, @Nullable PasswordHash hash, String address) {
        OrganizationId organization = new OrganizationId(invitation.getUUID("organization_id"));
        String email = invitation.getString("email");
        String role = invitation.getString("role");
        return account(transaction, email, hash)
                .call(found -> found.map(account -> transaction
                                .preparedQuery(InvitationStatements.JOIN)
                                .execute(Tuple.of(organization.value(), account.value(), role))
                                .chain(() -> audit.write(
                                        transaction,
                                        organization,
                                        Act.MEMBER_JOINED,
                                        Author.person(account, address),
                                        email,
                                        Map.of("role", role))))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** The account of the address; a new one where there is none and a password was chosen. */
    private Uni<Optional<AccountId>> account(SqlConnection transaction, String email, @Nullable PasswordHash hash) {
        Uni<Optional<AccountId>> made =
                hash == null ? Uni.createFrom().item(Optional.empty()) : accounts.add(transaction, email, hash);
        return made.chain(account -> account.isPresent()
                ? Uni.createFrom().item(account)
                : transaction
                        .preparedQuery(InvitationStatements.ACCOUNT)
                        .execute(Tuple.of(email))
                        .map(rows -> FirstRow.of(rows).map(row -> new AccountId(row.getUUID("id")))));
    }
}
