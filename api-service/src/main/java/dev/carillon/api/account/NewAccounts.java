package dev.carillon.api.account;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.PasswordHash;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes accounts, of addresses that were proven. */
@Singleton
public class NewAccounts {

    static final String ADD = """
            INSERT INTO account (id, email, password_hash) VALUES ($1, $2, $3)
            ON CONFLICT (lower(email)) DO NOTHING
            RETURNING id
            """;

    // Whoever else registered the address did not read its mail.
    static final String FORGET_REGISTRATIONS = "DELETE FROM registration WHERE lower(email) = lower($1)";

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

    /** Makes an account; empty when the address has one. */
    public Uni<Optional<AccountId>> add(SqlConnection transaction, String email, PasswordHash hash) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(ids.generate(), email, hash.value()))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new AccountId(row.getUUID("id")));
                    }
                    return Optional.<AccountId>empty();
                })
                .call(() -> transaction.preparedQuery(FORGET_REGISTRATIONS).execute(Tuple.of(email)));
    }
}
