package dev.carillon.api.account;

import dev.carillon.api.audit.Act;
import dev.carillon.api.audit.AuditLog;
import dev.carillon.common.database.FirstRow;
import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.PasswordHash;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.store.FollowingJob;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Forgotten and changed passwords in PostgreSQL. */
@ApplicationScoped
class PasswordResets {

    // A row for an unknown address too: to ask takes as long, whoever is asked for.
    static final String BEGIN = """
            INSERT INTO password_reset (token_hash, account_id, expires_at)
            SELECT $1, (SELECT id FROM account WHERE lower(email) = lower($2)), now() + $3::bigint * interval '1 millisecond'
            RETURNING account_id, (SELECT count(*) FROM password_reset AS former
                                   WHERE former.account_id = password_reset.account_id
                                     AND former.created_at > now() - interval '1 hour') AS before
            """;

    static final String FIND = """
            SELECT account.id, account.email
            FROM password_reset JOIN account ON account.id = password_reset.account_id
            WHERE token_hash = $1 AND expires_at > now()
            """;

    // Of two at once one finds the row.
    static final String TAKE = """
            DELETE FROM password_reset WHERE token_hash = $1 AND expires_at > now() AND account_id IS NOT NULL
            RETURNING account_id
            """;

    static final String CHANGE = """
            UPDATE account SET password_hash = $2, credentials_version = credentials_version + 1
            WHERE id = $1 AND ($3::integer IS NULL OR credentials_version = $3)
            RETURNING email
            """;

    // Other links that wait in the mailbox.
    static final String FORGET = "DELETE FROM password_reset WHERE account_id = $1";

    private final Pool database;
    private final PlatformMail mail;
    private final AuditLog audit;
    private final AccountConfig config;
    private final SecureRandom random = new SecureRandom();

    PasswordResets(Pool database, PlatformMail mail, AuditLog audit, AccountConfig config) {
        this.database = database;
        this.mail = mail;
        this.audit = audit;
        this.config = config;
    }

    /** Whose password a token may change. */
    record Owner(AccountId account, String email) {}

    /** Mails the owner of the address a link, if anybody has it. */
    Uni<Void> begin(String email) {
        SecretToken token = SecretToken.random(random);
        NewJob job = mail.passwordReset(email, token);
        return database.withTransaction(transaction -> MailTurn.take(transaction, email)
                .chain(() -> transaction
                        .preparedQuery(BEGIN)
                        .execute(Tuple.of(
                                Buffer.buffer(token.hash()),
                                email,
                                config.resetLifetime().toMillis())))
                .chain(rows -> {
                    Row row = rows.iterator().next();
                    boolean wanted = row.getUUID("account_id") != null && row.getLong("before") < config.mailsPerHour();
                    return FollowingJob.insert(transaction, wanted ? List.of(job) : List.of());
                }));
    }

    /** Whose token it is; empty when it is not valid. It stays so: nothing is used up by a password that is refused. */
    Uni<Optional<Owner>> find(SecretToken token) {
        return database.preparedQuery(FIND)
                .execute(Tuple.of(Buffer.buffer(token.hash())))
                .map(rows -> FirstRow.of(rows)
                        .map(row -> new Owner(new AccountId(row.getUUID("id")), row.getString("email"))));
    }

    /** Sets a new password by a token; empty when it is not valid any more. */
    Uni<Optional<AccountId>> complete(SecretToken token, PasswordHash hash, String address) {
        return database.withTransaction(transaction -> transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(Buffer.buffer(token.hash())))
                .map(rows -> FirstRow.of(rows).map(row -> new AccountId(row.getUUID("account_id"))))
                .call(found -> found.map(
                                account -> change(transaction, account, null, hash, Act.PASSWORD_RESET, address))
                        .orElseGet(() -> Uni.createFrom().item(false))));
    }

    /**
     * Sets a new password for somebody who knew the former. Answers whether it still was the former: somebody who knows an old password
     * must not win against its owner who chooses another at the same moment.
     */
    Uni<Boolean> change(Account account, PasswordHash hash, String address) {
        return database.withTransaction(transaction ->
                change(transaction, account.id(), account.credentialsVersion(), hash, Act.PASSWORD_CHANGED, address));
    }

    private Uni<Boolean> change(
            SqlConnection transaction,
            AccountId account,
            @Nullable Integer version,
            PasswordHash hash,
            Act act,
            String address) {
        UUID id = account.value();
        return transaction
                .preparedQuery(CHANGE)
                .execute(Tuple.of(id, hash.value(), version))
                .chain(rows -> FirstRow.of(rows)
                        .map(row -> transaction
                                .preparedQuery(FORGET)
                                .execute(Tuple.of(id))
                                .chain(() -> audit.writeEverywhere(transaction, act, account, address))
                                .chain(() -> FollowingJob.insert(
                                        transaction, List.of(mail.passwordChanged(row.getString("email")))))
                                .replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }
}
