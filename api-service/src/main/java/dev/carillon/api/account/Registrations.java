package dev.carillon.api.account;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.carillon.api.audit.Act;
import dev.carillon.api.audit.AuditLog;
import dev.carillon.api.audit.Author;
import dev.carillon.common.database.FirstRow;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.PasswordHash;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.identity.WebhookSecret;
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
import java.util.Map;
import java.util.Optional;

/** Registrations in PostgreSQL, from the request to the account and its organization. */
@ApplicationScoped
class Registrations {

    // No row: the address got its mails of this hour.
    static final String BEGIN = """
            INSERT INTO registration (token_hash, email, password_hash, organization_name, expires_at)
            SELECT $1, $2, $3, $4, now() + $5::bigint * interval '1 millisecond'
            WHERE (SELECT count(*) FROM registration
                   WHERE lower(email) = lower($2) AND created_at > now() - interval '1 hour') < $6
            RETURNING EXISTS (SELECT FROM account WHERE lower(email) = lower($2)) AS known
            """;

    // Of two at once one finds the row.
    static final String TAKE = """
            DELETE FROM registration WHERE token_hash = $1 AND expires_at > now()
            RETURNING email, password_hash, organization_name
            """;

    private static final String ADD_ORGANIZATION =
            "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, $2, $3)";

    private static final String ADD_OWNER =
            "INSERT INTO membership (organization_id, account_id, role) VALUES ($1, $2, 'owner')";

    private final Pool database;
    private final PlatformMail mail;
    private final NewAccounts accounts;
    private final AuditLog audit;
    private final AccountConfig config;
    private final SecureRandom random = new SecureRandom();
    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    Registrations(Pool database, PlatformMail mail, NewAccounts accounts, AuditLog audit, AccountConfig config) {
        this.database = database;
        this.mail = mail;
        this.accounts = accounts;
        this.audit = audit;
        this.config = config;
    }

    /** Notes what is to be made, and mails the owner of the address: to prove it, or that they have an account. */
    Uni<Void> begin(String email, PasswordHash hash, String organization) {
        SecretToken token = SecretToken.random(random);
        NewJob verification = mail.verification(email, token);
        NewJob notice = mail.registeredAlready(email);
        return database.withTransaction(transaction -> MailTurn.take(transaction, email)
                .chain(() -> transaction
                        .preparedQuery(BEGIN)
                        .execute(Tuple.tuple()
                                .addValue(Buffer.buffer(token.hash()))
                                .addString(email)
                                .addString(hash.value())
                                .addString(organization)
                                .addLong(config.verificationLifetime().toMillis())
                                .addInteger(config.mailsPerHour())))
                .chain(rows -> FollowingJob.insert(
                        transaction,
                        FirstRow.of(rows)
                                .map(row -> List.of(row.getBoolean("known") ? notice : verification))
                                .orElse(List.of()))));
    }

    /**
     * Makes the account, its organization, and the one owner of the other; empty when the token is not valid.
     *
     * @param address of the client
     */
    Uni<Optional<AccountId>> complete(SecretToken token, String address) {
        return database.withTransaction(transaction -> transaction
                .preparedQuery(TAKE)
                .execute(Tuple.of(Buffer.buffer(token.hash())))
                .chain(rows -> FirstRow.of(rows)
                        .map(row -> make(transaction, row, address))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    private Uni<Optional<AccountId>> make(SqlConnection transaction, Row registration, String address) {
        return accounts.add(
                        transaction,
                        registration.getString("email"),
                        new PasswordHash(registration.getString("password_hash")))
                .call(made -> made.map(account ->
                                found(transaction, account, registration.getString("organization_name"), address))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> found(SqlConnection transaction, AccountId owner, String name, String address) {
        OrganizationId organization = new OrganizationId(ids.generate());
        return transaction
                .preparedQuery(ADD_ORGANIZATION)
                .execute(Tuple.of(
                        organization.value(),
                        name,
                        WebhookSecret.generate(random).value()))
                .chain(() ->
                        transaction.preparedQuery(ADD_OWNER).execute(Tuple.of(organization.value(), owner.value())))
                .chain(() -> audit.write(
                        transaction,
                        organization,
                        Act.ORGANIZATION_CREATED,
                        Author.person(owner, address),
                        name,
                        Map.of()));
    }
}
