package dev.carillon.monitoring.session;

import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.AccountStanding;
import dev.carillon.common.identity.AccountStore;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether a session is still what its account allows: a changed password ends it, and so does the loss of the office. Looked up at
 * most once a second for an account. While PostgreSQL does not answer, sessions go on: the page that shows the outage must not close.
 *
 * <p>Application-scoped, as {@link SessionStore} is, and for the same reason.
 */
@ApplicationScoped
class Credentials {

    private static final Duration TRUST = Duration.ofMillis(900);
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private record Seen(Optional<AccountStanding> standing, Instant at) {}

    private final AccountStore accounts;
    // Administrators are few.
    private final Map<AccountId, Seen> seen = new ConcurrentHashMap<>();

    Credentials(AccountStore accounts) {
        this.accounts = accounts;
    }

    /** Whether the session still counts. Never fails. */
    Uni<Boolean> allow(Session session, Instant now) {
        Seen known = seen.get(session.account());
        if (known != null && known.at().plus(TRUST).isAfter(now)) {
            return Uni.createFrom().item(allows(known.standing(), session));
        }
        return accounts.standing(session.account())
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .invoke(standing -> seen.put(session.account(), new Seen(standing, now)))
                .map(standing -> allows(standing, session))
                .onFailure()
                .recoverWithItem(failure -> {
                    Log.debugf("Credentials could not be looked up: %s", failure.getMessage());
                    return true;
                });
    }

    private static boolean allows(Optional<AccountStanding> standing, Session session) {
        return standing.filter(now -> now.administrator() && now.credentialsVersion() == session.credentialsVersion())
                .isPresent();
    }
}
