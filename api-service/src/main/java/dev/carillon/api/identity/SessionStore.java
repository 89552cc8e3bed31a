package dev.carillon.api.identity;

import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.redis.RedisCommands;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions in Redis, each until it has not been used for a while. An account's sessions are listed beside them, by the time they
 * end at the latest.
 *
 * <p>Application-scoped, since that is made on first use: filters are made while the service is built.
 */
@ApplicationScoped
public class SessionStore {

    private static final String KEY = "carillon:account-session:";
    private static final String LIST = "carillon:account-sessions:";
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);

    private final RedisCommands redis;
    private final SessionConfig config;
    private final SecureRandom random = new SecureRandom();

    SessionStore(RedisCommands redis, SessionConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** Begins a session of the account. Answers what its browser will prove it with: never something that was known before. */
    public Uni<SecretToken> begin(
            Account account, @Nullable OrganizationId organization, String address, String browser, Instant now) {
        SecretToken token = SecretToken.random(random);
        String hash = SessionText.hash(token);
        Session session = new Session(
                SessionText.id(hash),
                account.id(),
                account.email(),
                organization,
                account.credentialsVersion(),
                now,
                address,
                browser);
        String list = LIST + account.id();
        return answered(redis.pipeline(List.of(
                        RedisCommands.request(
                                Command.SET, KEY + hash, SessionText.encode(session), "PX", inactivityMillis()),
                        RedisCommands.request(
                                Command.ZADD, list, now.plus(config.lifetime()).toEpochMilli(), hash),
                        RedisCommands.request(
                                Command.PEXPIRE, list, config.lifetime().toMillis()),
                        RedisCommands.request(Command.ZRANGE, list, 0, -1 - config.perAccount()))))
                .call(answers -> forget(account.id(), texts(answers.get(3))))
                .replaceWith(token);
    }

    /** The session, which thereby has been used; empty when it has ended. Fails with a problem (503) while Redis is away. */
    public Uni<Optional<Session>> find(SecretToken token, Instant now) {
        return answered(redis.send(Command.GETEX, KEY + SessionText.hash(token), "PX", inactivityMillis()))
                .map(SessionText::decode)
                .map(found -> found.filter(
                        session -> session.signedInAt().plus(config.lifetime()).isAfter(now)));
    }

    /** Lets the session act for another organization. Answers nothing when it has ended meanwhile: it stays so. */
    public Uni<Void> enter(SecretToken token, Session session, OrganizationId organization) {
        return answered(redis.send(
                        Command.SET,
                        KEY + SessionText.hash(token),
                        SessionText.encode(session.in(organization)),
                        "XX",
                        "PX",
                        inactivityMillis()))
                .replaceWithVoid();
    }

    /** Ends the session. */
    public Uni<Void> end(SecretToken token, AccountId account) {
        return forget(account, List.of(SessionText.hash(token)));
    }

    /** The account's sessions, the one that began first first. */
    public Uni<List<ListedSession>> list(AccountId account, Instant now) {
        return hashes(account).chain(hashes -> {
            List<Request> requests = new ArrayList<>(hashes.size() * 2);
            for (String hash : hashes) {
                requests.add(RedisCommands.request(Command.GET, KEY + hash));
                requests.add(RedisCommands.request(Command.PTTL, KEY + hash));
            }
            return answered(redis.pipeline(requests)).map(answers -> {
                List<ListedSession> sessions = new ArrayList<>(hashes.size());
                for (int place = 0; place < answers.size(); place += 2) {
                    long left = answers.get(place + 1).toLong();
                    SessionText.decode(answers.get(place))
                            .filter(session ->
                                    session.signedInAt().plus(config.lifetime()).isAfter(now))
                            .ifPresent(session -> sessions.add(
                                    new ListedSession(session, now.minusMillis(inactivityMillis() - left))));
                }
                return sessions;
            });
        });
    }

    /** Ends one of the account's sessions. Answers whether there was one of that id. */
    public Uni<Boolean> end(AccountId account, String id) {
        return hashes(account).chain(hashes -> {
            List<String> meant = hashes.stream()
                    .filter(hash -> SessionText.id(hash).equals(id))
                    .toList();
            return meant.isEmpty()
                    ? Uni.createFrom().item(false)
                    : answered(redis.send(Command.DEL, KEY + meant.getFirst()))
                            .map(deleted -> deleted != null && deleted.toInteger() == 1)
                            .call(() -> forget(account, meant));
        });
    }

    /** Ends the account's sessions, but for one. Answers how many there may have been. */
    public Uni<Integer> endOthers(AccountId account, String kept) {
        return hashes(account).chain(hashes -> {
            List<String> others = hashes.stream()
                    .filter(hash -> !SessionText.id(hash).equals(kept))
                    .toList();
            return forget(account, others).replaceWith(others.size());
        });
    }

    /**
     * Removes all sessions of an account whose credentials have changed. They are void already, so that nothing depends on it: never
     * fails.
     */
    public Uni<Void> endAll(AccountId account) {
        return hashes(account)
                .chain(hashes -> forget(account, hashes))
                .onFailure()
                .recoverWithItem(failure -> {
                    Log.infof("Void sessions of account %s were left in Redis: %s", account, failure.getMessage());
                    return null;
                });
    }

    private Uni<List<String>> hashes(AccountId account) {
        return answered(redis.send(Command.ZRANGE, LIST + account, 0, -1)).map(SessionStore::texts);
    }

    private Uni<Void> forget(AccountId account, List<String> hashes) {
        if (hashes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Request> requests = new ArrayList<>(hashes.size() * 2);
        for (String hash : hashes) {
            requests.add(RedisCommands.request(Command.DEL, KEY + hash));
            requests.add(RedisCommands.request(Command.ZREM, LIST + account, hash));
        }
        return answered(redis.pipeline(requests)).replaceWithVoid();
    }

    private static List<String> texts(@Nullable Response response) {
        List<String> texts = new ArrayList<>();
        if (response != null) {
            response.forEach(element -> texts.add(element.toString()));
        }
        return texts;
    }

    private long inactivityMillis() {
        return config.inactivity().toMillis();
    }

    private static <T> Uni<T> answered(Uni<T> command) {
        return command.onFailure().transform(failure -> {
            Log.debugf("Sessions cannot be reached: %s", failure.getMessage());
            return new ProblemException(Problem.unavailable(
                    "Sessions of people are in Redis, which does not answer. API keys work on.", OUTAGE_RETRY));
        });
    }
}
