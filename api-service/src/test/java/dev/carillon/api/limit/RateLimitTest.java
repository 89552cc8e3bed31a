package dev.carillon.api.limit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.OrganizationId;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits as clients meet them: 6 requests a key, 10 jobs an organization and 3 nameless requests an address, in an hour. */
@QuarkusTest
@WithTestResource(value = LimitServers.class, scope = TestResourceScope.MATCHING_RESOURCES)
class RateLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool database;

    @Inject
    Caches caches;

    @Test
    void everyAnswerTellsOfTheLimits() {
        TestOrganization acme = TestOrganization.create(database);

        acme.get("/v1/jobs")
                .statusCode(200)
                .header("RateLimit-Policy", "\"api-key\";q=6;w=3600")
                .header("RateLimit", matchesPattern("\"api-key\";r=5;t=36[0-9]{2}"))
                .header("X-RateLimit-Limit", "6")
                .header("X-RateLimit-Remaining", "5");
        ValidatableResponse submitted = acme.post("/v1/emails", Mails.ITEM)
                .statusCode(202)
                .header("RateLimit-Policy", "\"api-key\";q=6;w=3600, \"submit\";q=10;w=3600")
                .header("RateLimit", matchesPattern("\"api-key\";r=4;t=[0-9]+, \"submit\";r=9;t=[0-9]+"));
        long reset = Long.parseLong(submitted.extract().header("X-RateLimit-Reset"));
        assertTrue(Math.abs(reset - Instant.now().getEpochSecond() - 3_600) < 120);
    }

    @Test
    void tooMuchIsRefusedAsAProblemThatTellsWhenToComeBack() {
        TestOrganization acme = TestOrganization.create(database);
        for (int request = 0; request < 6; request++) {
            acme.get("/v1/jobs").statusCode(200);
        }

        for (int again = 0; again < 3; again++) {
            ValidatableResponse refused = acme.get("/v1/jobs")
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .header("RateLimit", matchesPattern("\"api-key\";r=0;t=[0-9]+"))
                    .header("X-RateLimit-Remaining", "0")
                    .body("type", endsWith("/too-many-requests"))
                    .body("detail", containsString("The limit 'api-key' of 6 in an hour is reached"));
            long wait = Long.parseLong(refused.extract().header("Retry-After"));
            assertTrue(wait > 3_500 && wait <= 3_660);
            assertEquals("\"api-key\";r=0;t=" + wait, refused.extract().header("RateLimit"), "not earlier than t");
        }
    }

    @Test
    void oneKeyOrOrganizationDoesNotUseUpAnothers() {
        TestOrganization acme = TestOrganization.create(database);
        ApiKey second = TestOrganization.newKey();
        acme.addKey(second);
        for (int request = 0; request < 7; request++) {
            acme.get("/v1/jobs");
        }

        given().header("Authorization", "Bearer " + second.reveal())
                .get("/v1/jobs")
                .then()
                .statusCode(200);
        TestOrganization.create(database).get("/v1/jobs").statusCode(200);
    }

    @Test
    void aBatchCountsAsItsJobsAndARefusedRequestAsNone() {
        TestOrganization acme = TestOrganization.create(database);
        acme.post("/v1/emails/batch", Mails.batch(7))
                .statusCode(202)
                .header("RateLimit", containsString("\"submit\";r=3;"));
        acme.post("/v1/emails/batch", "{\"items\":[{\"to\":1}]}")
                .statusCode(422)
                .header("RateLimit", containsString("\"submit\";r=3;"));
        acme.post("/v1/emails/batch", Mails.batch(4)).statusCode(429).body("detail", containsString("'submit'"));
        acme.post("/v1/emails/batch", Mails.batch(3)).statusCode(202);
        assertEquals(10, acme.jobs());
        acme.post("/v1/emails", Mails.ITEM).statusCode(429);
        assertEquals(10, acme.jobs());
    }

    @Test
    void aBatchBeyondTheQuotaIsToldToBeDivided() {
        TestOrganization acme = TestOrganization.create(database);

        acme.post("/v1/emails/batch", Mails.batch(11))
                .statusCode(429)
                .header("Retry-After", "3600")
                .body("detail", containsString("divide it"));
        acme.post("/v1/emails/batch", Mails.batch(10)).statusCode(202);
    }

    @Test
    void aRefusedRequestUsesUpNothing() {
        TestOrganization acme = TestOrganization.create(database);
        acme.post("/v1/emails/batch", Mails.batch(10)).statusCode(202);
        for (int again = 0; again < 10; again++) {
            acme.post("/v1/emails", Mails.ITEM).statusCode(429);
        }

        acme.get("/v1/jobs").statusCode(200).header("X-RateLimit-Remaining", "4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/rate_limits", "/metrics", "/openapi"})
    void whatIsNoResourceIsNeverLimited(String path) {
        for (int request = 0; request < 12; request++) {
            given().get(path).then().statusCode(200).header("RateLimit", nullValue());
        }
    }

    @Test
    void anOrganizationAndAKeyMayHaveTheirOwn() {
        TestOrganization acme = TestOrganization.create(database);
        override(acme, "submit", null, 2);
        override(acme, "api-key", null, 50);
        UUID key = database.preparedQuery("SELECT id FROM api_key WHERE organization_id = $1")
                .execute(Tuple.of(acme.id()))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getUUID(0);

        acme.post("/v1/emails/batch", Mails.batch(3))
                .statusCode(429)
                .header("RateLimit-Policy", "\"api-key\";q=50;w=3600, \"submit\";q=2;w=3600");
        override(acme, "api-key", key, 3);
        acme.get("/v1/jobs").header("X-RateLimit-Limit", "50");
        caches.invalidateTag(new OrganizationId(acme.id()).cacheTag()).await().atMost(PATIENCE);

        acme.get("/v1/jobs").header("X-RateLimit-Limit", "3");
        TestOrganization.create(database).get("/v1/jobs").header("X-RateLimit-Limit", "6");
    }

    private void override(TestOrganization organization, String policy, @Nullable UUID key, long quota) {
        organization.execute(
                "INSERT INTO rate_limit (organization_id, policy, api_key_id, quota, window_seconds) VALUES ($1, $2, $3, $4, 3600)",
                Tuple.of(organization.id(), policy, key, quota));
    }

    @Test
    void redisAwayLeavesTheInstanceToDecideAndHealthTellsSo() {
        TestOrganization acme = TestOrganization.create(database);
        acme.get("/v1/jobs").statusCode(200);
        LimitServers.redis().kill();
        try {
            acme.get("/v1/jobs").statusCode(200).header("RateLimit", containsString("\"api-key\";r=5;"));
            given().get("/health/rate_limits")
                    .then()
                    .statusCode(200)
                    .body("checks.rate_limits.status", equalTo("degraded"))
                    .body("checks.rate_limits.backend", equalTo("local"));
            acme.post("/v1/rate-limits/auth/check", "{\"key\":\"x\"}")
                    .statusCode(200)
                    .body("allowed", equalTo(false))
                    .body("backend", equalTo("local"));
        } finally {
            LimitServers.redis().start();
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> given().get("/health/rate_limits")
                        .then()
                        .extract()
                        .path("checks.rate_limits.backend")
                        .equals("redis"));
    }
}
