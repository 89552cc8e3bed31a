package dev.carillon.monitoring.session;

import dev.carillon.common.redis.RedisCommands;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Slows down who guesses passwords: so many failures for one address and one account, for one address and many accounts, or for one
 * account and many addresses, and more are not even tried. It counts before the password is looked at, so that many guesses at once
 * count as many. Browsers that the account knows are counted each by itself: guessing locks nobody out of them.
 */
@Singleton
class SignInBrake {

    private static final String KEY = "carillon:sign-in:";

    private final RedisCommands redis;
    private final SessionConfig config;

    SignInBrake(RedisCommands redis, SessionConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Counts a try by its address. Answers how long to wait before the next when this one is too many. */
    Uni<Optional<Duration>> count(String address, String email) {
        return count(key(address, ""), config.failedSignInsOfAddress(), config.failedSignInWindow())
                .chain(wait -> wait.isPresent()
                        ? Uni.createFrom().item(wait)
                        : count(key(address, email), config.failedSignIns(), config.failedSignInWindow()));
    }

    /**
     * Counts a try by its account, whether or not it exists. Answers how long to wait before the next when this one is too many.
     *
     * @param browser one that the account knows; empty for any other
     */
    Uni<Optional<Duration>> countOfAccount(String email, Optional<String> browser) {
        return count(accountKey(email, browser), config.failedSignInsOfAccount(), config.accountWindow());
    }

    private Uni<Optional<Duration>> count(String key, int allowed, Duration window) {
        return redis.pipeline(List.of(
                        RedisCommands.request(Command.SET, key, 0, "PX", window.toMillis(), "NX"),
                        RedisCommands.request(Command.INCR, key),
                        RedisCommands.request(Command.PTTL, key)))
                .map(answers -> wait(answers.get(1), answers.get(2), allowed));
    }

    /** The person knew the password: what they mistyped before no longer counts. */
    Uni<Void> release(String address, String email, Optional<String> browser) {
        // Several commands: the keys need not be on one server of a cluster.
        return redis.send(Command.DEL, key(address, email))
                .chain(() -> takeBack(key(address, ""), config.failedSignInWindow()))
                .chain(() -> takeBack(accountKey(email, browser), config.accountWindow()));
    }

    private Uni<Void> takeBack(String key, Duration window) {
        return redis.pipeline(List.of(
                        RedisCommands.request(Command.DECR, key),
                        // Had the window ended since, the key would be a new one.
                        RedisCommands.request(Command.PEXPIRE, key, window.toMillis(), "NX")))
                .replaceWithVoid();
    }

    private static String accountKey(String email, Optional<String> browser) {
        return key("account, browser " + browser.orElse("unknown"), email);
    }

    private Optional<Duration> wait(Response tries, Response millisecondsLeft, int allowed) {
        return tries.toInteger() > allowed
                ? Optional.of(Duration.ofMillis(Math.max(1_000, millisecondsLeft.toLong())))
                : Optional.empty();
    }

    /** Hashed, because addresses of people do not belong into keys. */
    private static String key(String address, String email) {
        return KEY + SessionToken.sha256(address + " " + email.strip().toLowerCase(Locale.ROOT));
    }
}
