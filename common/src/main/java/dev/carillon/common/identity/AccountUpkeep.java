package dev.carillon.common.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Removes what nobody can use any more: tokens whose time is over. Many instances may do it at once. */
@Singleton
public class AccountUpkeep {

    // They are counted for an hour after they were made, so that an address is not flooded with mails.
    private static final long KEPT = Duration.ofHours(2).toMillis();

    static final String FORGET_REGISTRATIONS = """
            DELETE FROM registration WHERE token_hash IN (
                SELECT token_hash FROM registration WHERE expires_at < now() - $2::bigint * interval '1 millisecond'
                ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            """;

    static final String FORGET_RESETS = """
            DELETE FROM password_reset WHERE token_hash IN (
                SELECT token_hash FROM password_reset WHERE expires_at < now() - $2::bigint * interval '1 millisecond'
                ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            """;

    static final String FORGET_INVITATIONS = """
            DELETE FROM invitation WHERE id IN (
                SELECT id FROM invitation WHERE expires_at < now() - $2::bigint * interval '1 millisecond'
                ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            """;

    private final Pool database;

    AccountUpkeep(Pool database) {
        this.database = database;
    }

    /** Removes up to {@code limit} of each kind. */
    public Uni<Void> forgetExpired(int limit) {
        return forget(FORGET_REGISTRATIONS, limit)
                .chain(() -> forget(FORGET_RESETS, limit))
                .chain(() -> forget(FORGET_INVITATIONS, limit));
    }

    private Uni<Void> forget(String statement, int limit) {
        return database.preparedQuery(statement).execute(Tuple.of(limit, KEPT)).replaceWithVoid();
    }
}
