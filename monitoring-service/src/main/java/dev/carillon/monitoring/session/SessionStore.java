package dev.carillon.monitoring.session;

import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.redis.RedisCommands;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions in Redis, each until it has not been used for a while.
 *
 * <p>Its scope has it made at the first request: the guard that uses it is made while the application is being built.
 */
@ApplicationScoped
class SessionStore {

    private static final String KEY = "carillon:session:";

    private final RedisCommands redis;
    private final SessionConfig config;
    private final RememberedSessions remembered;
    // Made when the bean is, at run time: a random source must not be part of a native image.
    private final SecureRandom random = new SecureRandom();

    SessionStore(RedisCommands redis, SessionConfig config, RememberedSessions remembered) {
        this.redis = redis;
        this.config = config;
        this.remembered = remembered;
    }

    /** Begins a session of the account. Answers what its browser will prove it with. */
    Uni<SessionToken> begin(Account account, Instant now) {
        SessionToken token = SessionToken.random(random);
        Session session = new Session(account.id(), account.email(), account.credentialsVersion(), now);
        return redis.send(Command.SET, key(token), encode(session), "PX", inactivityMillis())
                .replaceWith(token);
    }

    /**
     * The session, which thereby has been used; empty when it has ended. While Redis does not answer, a session that was seen
     * lately is taken as going on; others fail.
     */
    Uni<Optional<Session>> find(SessionToken token, Instant now) {
        return redis.send(Command.GETEX, key(token), "PX", inactivityMillis())
                .map(SessionStore::decode)
                .chain(found -> unlessTooOld(token, found, now))
                .invoke(found -> remembered.keep(token, found, now))
                .onFailure()
                .recoverWithUni(failure -> remembered
                        .recall(token, now)
                        .map(session -> Uni.createFrom().item(Optional.of(session)))
                        .orElseGet(() -> Uni.createFrom().failure(failure)));
    }

    /** Ends the session. */
    Uni<Void> end(SessionToken token) {
        remembered.forget(token);
        return redis.send(Command.DEL, key(token)).replaceWithVoid();
    }

    private Uni<Optional<Session>> unlessTooOld(SessionToken token, Optional<Session> found, Instant now) {
        boolean ended = found.isPresent()
                && !found.get().signedInAt().plus(config.lifetime()).isAfter(now);
        return ended
                ? end(token).replaceWith(Optional.empty())
                : Uni.createFrom().item(found);
    }

    private long inactivityMillis() {
        return config.inactivity().toMillis();
    }

    private static String key(SessionToken token) {
        return KEY + token.hash();
    }

    private static String encode(Session session) {
        return new JsonObject()
                .put("account", session.account().toString())
                .put("email", session.email())
                .put("credentials", session.credentialsVersion())
                .put("signed_in_at", session.signedInAt().toString())
                .encode();
    }

    private static Optional<Session> decode(@Nullable Response stored) {
        if (stored == null) {
            return Optional.empty();
        }
        JsonObject session = new JsonObject(stored.toString());
        return Optional.of(new Session(
                new AccountId(UUID.fromString(session.getString("account"))),
                session.getString("email"),
                // Those of before an upgrade have none.
                session.getInteger("credentials", 1),
                Instant.parse(session.getString("signed_in_at"))));
    }
}
