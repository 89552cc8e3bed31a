package dev.carillon.common.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.ApiKeyId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.store.StoreFixture;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuotaStoreTest {

    private static final AccountId ADMINISTRATOR = new AccountId(UUID.randomUUID());

    private static final Quota QUOTA = new Quota(7, Duration.ofMinutes(2));

    private static StoreFixture fixture;
    private static QuotaStore store;

    @BeforeAll
    static void migrate() {
        fixture = new StoreFixture("quota_store");
        store = new QuotaStore(fixture.pool);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void keepsTheQuotasOfAnOrganizationAndOfItsKeys() {
        OrganizationId acme = organization();
        ApiKeyId key = key(acme);
        OrganizationId other = organization();

        assertTrue(put(acme, Optional.empty(), QUOTA));
        assertTrue(put(acme, Optional.of(key), new Quota(1, Duration.ofDays(366))));
        assertTrue(put(acme, Optional.empty(), new Quota(8, Duration.ofMinutes(2))));

        QuotaOverrides overrides = StoreFixture.await(store.read(acme));
        Policy policy =
                new Policy("submit", QUOTA, SubjectKind.API_KEY, new Algorithm.SlidingWindow(), Fallback.LOCAL, false);
        assertEquals(8, overrides.of(policy).quota().amount());
        assertEquals(
                new Quota(1, Duration.ofDays(366)), overrides.of(policy, key).quota());
        assertEquals(
                8, overrides.of(policy, new ApiKeyId(UUID.randomUUID())).quota().amount());
        assertEquals(QuotaOverrides.NONE, StoreFixture.await(store.read(other)));
    }

    @Test
    void takesNoStrangersKeyAndNoOrganizationThatDoesNotExist() {
        OrganizationId acme = organization();
        ApiKeyId strange = key(organization());

        assertFalse(put(acme, Optional.of(strange), QUOTA));
        assertFalse(put(new OrganizationId(UUID.randomUUID()), Optional.empty(), QUOTA));
        assertEquals(QuotaOverrides.NONE, StoreFixture.await(store.read(acme)));
    }

    @Test
    void forgetsThem() {
        OrganizationId acme = organization();
        put(acme, Optional.empty(), QUOTA);

        assertTrue(StoreFixture.await(store.remove(acme, Optional.empty(), "submit", ADMINISTRATOR)));
        assertFalse(StoreFixture.await(store.remove(acme, Optional.empty(), "submit", ADMINISTRATOR)));
        assertEquals(QuotaOverrides.NONE, StoreFixture.await(store.read(acme)));
    }

    static List<String> statements() {
        return List.of(QuotaStore.READ, QuotaStore.PUT, QuotaStore.REMOVE);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyStatementFindsItsRowsByAnIndex(String statement) {
        StringBuilder plan = new StringBuilder();
        StoreFixture.await(fixture.pool.withTransaction(connection -> connection
                        .query("SET LOCAL enable_seqscan = off")
                        .execute()
                        .chain(() -> connection
                                .query("EXPLAIN (GENERIC_PLAN) " + statement)
                                .execute())))
                .forEach(row -> plan.append(row.getString(0)).append('\n'));

        assertFalse(plan.toString().contains("Seq Scan"), plan.toString());
    }

    private static boolean put(OrganizationId organization, Optional<ApiKeyId> key, Quota quota) {
        return StoreFixture.await(store.put(organization, key, "submit", quota, ADMINISTRATOR));
    }

    private static OrganizationId organization() {
        OrganizationId organization = new OrganizationId(UUID.randomUUID());
        StoreFixture.await(fixture.pool
                .preparedQuery(
                        "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, 'Acme', 'whsec_dGVzdA==')")
                .execute(Tuple.of(organization.value())));
        return organization;
    }

    private static ApiKeyId key(OrganizationId organization) {
        ApiKeyId key = new ApiKeyId(UUID.randomUUID());
        StoreFixture.await(fixture.pool
                .preparedQuery(
                        "INSERT INTO api_key (id, organization_id, name, prefix, secret_hash) VALUES ($1, $2, 'k', $3, ''::bytea)")
                .execute(Tuple.of(
                        key.value(), organization.value(), key.toString().substring(0, 8))));
        return key;
    }
}
