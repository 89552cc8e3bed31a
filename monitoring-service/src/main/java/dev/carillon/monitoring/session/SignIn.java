package dev.carillon.monitoring.session;

import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountStore;
import dev.carillon.common.identity.Passwords;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Signs administrators in. */
@Singleton
class SignIn {

    private static final Logger LOG = Logger.getLogger(SignIn.class);

    private final SignInBrake brake;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final SessionStore sessions;

    SignIn(SignInBrake brake, AccountStore accounts, Passwords passwords, SessionStore sessions) {
        this.brake = brake;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    /** Begins a session when the password is right. Never fails: what is away is an outcome too. */
    Uni<SignInOutcome> attempt(String email, String password, String address, Instant now) {
        return brake.count(address, email)
                .chain(wait -> wait.isPresent()
                        ? Uni.createFrom().<SignInOutcome>item(new SignInOutcome.Braked(wait.get()))
                        : verify(email, password)
                                .chain(account -> account.isPresent()
                                        ? begin(account.get(), email, address, now)
                                        : Uni.createFrom().item(new SignInOutcome.Refused())))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("Nobody can sign in now: %s", failure.getMessage());
                    return new SignInOutcome.Unavailable();
                });
    }

    private Uni<Optional<Account>> verify(String email, String password) {
        return accounts.findByEmail(email.strip()).chain(account -> passwords.verify(account, password));
    }

    private Uni<SignInOutcome> begin(Account account, String email, String address, Instant now) {
        Uni<Void> released = brake.release(address, email);
        return account.administrator()
                ? released.chain(() -> sessions.begin(account, now))
                        .map(token -> new SignInOutcome.Granted(token, account.email()))
                : released.replaceWith(new SignInOutcome.NotAdministrator());
    }
}
