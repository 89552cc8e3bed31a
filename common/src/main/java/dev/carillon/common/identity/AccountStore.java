package dev.carillon.common.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The accounts in PostgreSQL. */
@Singleton
public class AccountStore {

    private static final String FIND_BY_EMAIL = """
            SELECT id, email, password_hash, administrator, credentials_version, created_at
            FROM account
            WHERE lower(email) = lower($1)
            """;

    private static final String STANDING = "SELECT credentials_version, administrator FROM account WHERE id = $1";

    private final Pool database;

    AccountStore(Pool database) {
        this.database = database;
    }

    /** The account of that address, in whatever case it is written; empty when there is none. */
    public Uni<Optional<Account>> findByEmail(String email) {
        // PostgreSQL's text holds no NUL and would refuse the statement.
        if (email.indexOf('\0') >= 0) {
            return Uni.createFrom().item(Optional.empty());
        }
        return database.preparedQuery(FIND_BY_EMAIL).execute(Tuple.of(email)).map(AccountStore::first);
    }

    /** What holds of the account now; empty when there is none. */
    public Uni<Optional<AccountStanding>> standing(AccountId id) {
        return database.preparedQuery(STANDING).execute(Tuple.of(id.value())).map(rows -> {
            for (Row row : rows) {
                return Optional.of(
                        new AccountStanding(row.getInteger("credentials_version"), row.getBoolean("administrator")));
            }
            return Optional.empty();
        });
    }

    private static Optional<Account> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new Account(
                    new AccountId(row.getUUID("id")),
                    row.getString("email"),
                    new PasswordHash(row.getString("password_hash")),
                    row.getBoolean("administrator"),
                    row.getInteger("credentials_version"),
                    row.getOffsetDateTime("created_at").toInstant()));
        }
        return Optional.empty();
    }
}
