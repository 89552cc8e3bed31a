package dev.carillon.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.cache.CacheConfig;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.cache.Reach;
import dev.carillon.common.identity.ApiKeyStore;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisReads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of the service, as far as keys go. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class KnownKeysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Far longer than a key's own lifetime: what ends sooner was invalidated. */
    private static final AccessConfig LONG = new AccessConfig() {
        @Override
        public Duration keyLifetime() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration useRecordedEvery() {
            return Duration.ofMinutes(5);
        }

        @Override
        public int rememberedBytes() {
            return 1_000_000;
        }
    };

    @Inject
    Pool database;

    @Inject
    ApiKeyStore store;

    @Inject
    KeyUses uses;

    @Inject
    RedisCommands redis;

    @Inject
    RedisReads reads;

    @Inject
    CacheConfig config;

    private TestOrganization acme;
    private Caches oneCaches;
    private Caches otherCaches;
    private KnownKeys one;
    private KnownKeys other;

    @BeforeEach
    void instances() {
        acme = TestOrganization.create(database);
        oneCaches = new Caches(redis, reads, config, new SimpleMeterRegistry(), System::nanoTime);
        otherCaches = new Caches(redis, reads, config, new SimpleMeterRegistry(), System::nanoTime);
        one = new KnownKeys(store, uses, oneCaches, LONG);
        other = new KnownKeys(store, uses, otherCaches, LONG);
        Awaitility.await().atMost(PATIENCE).until(() -> oneCaches.isConnected() && otherCaches.isConnected());
    }

    @AfterEach
    void stop() {
        oneCaches.close();
        otherCaches.close();
    }

    @Test
    void aKeyThatIsRevokedOnOneInstanceEndsOnTheOther() {
        assertTrue(find(one).isPresent());
        assertTrue(find(other).isPresent());

        revoke();
        assertEquals(Reach.EVERYWHERE, one.forget(acme.key().prefix()).await().atMost(PATIENCE));

        assertEquals(Optional.empty(), find(one));
        Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> find(other).isEmpty());
    }

    @Test
    void aKeyInUseIsAnsweredFromMemory() {
        Optional<Caller> found = find(one);

        assertEquals(found, one.rememberedCallerOf(acme.key()));
        assertEquals(found, find(other), "by way of Redis");
        assertEquals(found, other.rememberedCallerOf(acme.key()));
    }

    @Test
    void anOrganizationsKeysEndTogether() {
        assertTrue(find(one).isPresent());
        assertTrue(find(other).isPresent());
        revoke();

        oneCaches.invalidateTag("organization:" + acme.id()).await().atMost(PATIENCE);

        assertEquals(Optional.empty(), find(one));
        Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> find(other).isEmpty());
    }

    private void revoke() {
        acme.execute("UPDATE api_key SET revoked_at = now() WHERE organization_id = $1", Tuple.of(acme.id()));
    }

    private Optional<Caller> find(KnownKeys instance) {
        return instance.callerOf(acme.key()).await().atMost(PATIENCE);
    }
}
