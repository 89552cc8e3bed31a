package dev.carillon.api.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.PasswordHash;
import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.redis.RedisCommands;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class SessionStoreTest {

    @Inject
    SessionStore sessions;

    @Inject
    SessionConfig config;

    @Inject
    RedisCommands redis;

    private final Account ada = new Account(
            new AccountId(UUID.randomUUID()), "ada@example.com", new PasswordHash("x"), false, 3, Instant.EPOCH);
    private final Instant now = Instant.now();

    @Test
    void aSessionEndsWhenItWasNotUsedForAWhile() {
        SecretToken token = begin(now);
        long left = await(redis.send(Command.PTTL, key(token))).toLong();
        await(redis.send(Command.PEXPIRE, key(token), 1_000));

        Session session = await(sessions.find(token, now)).orElseThrow();

        assertTrue(Math.abs(left - config.inactivity().toMillis()) < 5_000, "left at the start: " + left);
        assertTrue(await(redis.send(Command.PTTL, key(token))).toLong() > 5_000, "used, it lasts again");
        assertEquals(3, session.credentialsVersion());
        await(redis.send(Command.PEXPIRE, key(token), 1));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> await(sessions.find(token, now)).isEmpty());
    }

    @Test
    void aSessionEndsInAnyCaseAfterItsLifetime() {
        SecretToken token = begin(now);

        assertTrue(await(sessions.find(token, now.plus(config.lifetime()).minusSeconds(1)))
                .isPresent());
        assertFalse(await(sessions.find(token, now.plus(config.lifetime()))).isPresent());
    }

    @Test
    void theOldestOfTooManyEnds() {
        List<SecretToken> tokens = new ArrayList<>();
        for (int session = 0; session <= config.perAccount(); session++) {
            tokens.add(begin(now.plusMillis(session)));
        }

        assertTrue(await(sessions.find(tokens.get(0), now)).isEmpty());
        assertTrue(await(sessions.find(tokens.get(1), now)).isPresent());
        assertEquals(config.perAccount(), await(sessions.list(ada.id(), now)).size());
    }

    @Test
    void redisHoldsNothingThatMakesAnybodySomebodyElse() {
        SecretToken token = begin(now);

        String stored = await(redis.send(Command.GET, key(token))).toString();

        assertFalse(stored.contains(token.value()), stored);
        assertFalse(key(token).contains(token.value()), key(token));
    }

    private SecretToken begin(Instant moment) {
        return await(sessions.begin(ada, null, "127.0.0.1", "test", moment));
    }

    private static String key(SecretToken token) {
        return "carillon:account-session:" + SessionText.hash(token);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
