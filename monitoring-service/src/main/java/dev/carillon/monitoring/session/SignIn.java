package dev.carillon.monitoring.session;

import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountStore;
import dev.carillon.common.identity.KnownBrowser;
import dev.carillon.common.identity.Passwords;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Signs administrators in. */
@ApplicationScoped
class SignIn {

    private static final Logger LOG = Logger.getLogger(SignIn.class);

    private final SignInBrake brake;
    private final AccountStore accounts;
    private final Passwords passwords;
    private final SessionStore sessions;
    private final SecureRandom random = new SecureRandom();

    SignIn(SignInBrake brake, AccountStore accounts, Passwords passwords, SessionStore sessions) {
        this.brake = brake;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    /**
     * Begins a session when the password is right. Never fails: what is away is an outcome too.
     *
     * @param mark by which the account may know the browser, see {@link KnownBrowser}
     */
    Uni<SignInOutcome> attempt(String email, String password, String address, Optional<String> mark, Instant now) {
        return brake.count(address, email)
                .chain(wait -> wait.<Uni<SignInOutcome>>map(SignIn::braked)
                        .orElseGet(() -> accounts.findByEmail(email.strip())
                                .chain(account -> attempt(email, password, address, account, mark, now))))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("Nobody can sign in now: %s", failure.getMessage());
                    return new SignInOutcome.Unavailable();
                });
    }

    private Uni<SignInOutcome> attempt(
            String email,
            String password,
            String address,
            Optional<Account> account,
            Optional<String> mark,
            Instant now) {
        Optional<String> browser = account.flatMap(
                found -> mark.flatMap(text -> KnownBrowser.read(text, found.id(), found.passwordHash(), now)));
        return brake.countOfAccount(email, browser)
                .chain(wait -> wait.<Uni<SignInOutcome>>map(SignIn::braked)
                        .orElseGet(() -> passwords
                                .verify(account, password)
                                .chain(verified -> verified.isPresent()
                                        ? brake.release(address, email, browser).chain(() -> begin(verified.get(), now))
                                        : Uni.createFrom().item(new SignInOutcome.Refused()))));
    }

    private static Uni<SignInOutcome> braked(Duration wait) {
        return Uni.createFrom().item(new SignInOutcome.Braked(wait));
    }

    private Uni<SignInOutcome> begin(Account account, Instant now) {
        return account.administrator()
                ? sessions.begin(account, now)
                        .map(token -> new SignInOutcome.Granted(
                                token,
                                account.email(),
                                KnownBrowser.mark(account.id(), account.passwordHash(), now, random)))
                : Uni.createFrom().item(new SignInOutcome.NotAdministrator());
    }
}
