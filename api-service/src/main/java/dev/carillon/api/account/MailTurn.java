package dev.carillon.api.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** One request at a time counts and makes the mails of an address: of many at once each would otherwise be the first. */
final class MailTurn {

    private static final String TAKE =
            "SELECT pg_advisory_xact_lock(hashtext('carillon.account-mail'), hashtext(lower($1)))";

    private MailTurn() {}

    /** Waits until nobody else makes a mail for the address. The turn lasts until the transaction ends. */
    static Uni<Void> take(SqlConnection transaction, String email) {
        return transaction.preparedQuery(TAKE).execute(Tuple.of(email)).replaceWithVoid();
    }
}
