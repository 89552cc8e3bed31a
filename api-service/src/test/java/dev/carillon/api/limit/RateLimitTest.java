package dev.carillon.api.limit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.identity.ApiKey;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits as clients meet them: 6 requests a key, 10 jobs an organization and 3 nameless requests an address, in an hour. */
@QuarkusTest
@WithTestResource(value = LimitServers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RateLimitTest {

    private static final String ITEM = "{\"to\":[\"ada@example.com\"],\"subject\":\"Hello\",\"text\":\"Hi\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Pool database;

    @Test
    void everyAnswerTellsOfTheLimits() {
        TestOrganization acme = TestOrganization.create(database);

        acme.get("/v1/jobs")
                .statusCode(200)
                .header("RateLimit-Policy", "\"api-key\";q=6;w=3600")
                .header("RateLimit", matchesPattern("\"api-key\";r=5;t=36[0-9]{2}"))
                .header("X-RateLimit-Limit", "6")
                .header("X-RateLimit-Remaining", "5");
        ValidatableResponse submitted = acme.post("/v1/emails", ITEM)
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
        acme.post("/v1/emails/batch", batch(7)).statusCode(202).header("RateLimit", containsString("\"submit\";r=3;"));
        acme.post("/v1/emails/batch", "{\"items\":[{\"to\":1}]}")
                .statusCode(422)
                .header("RateLimit", containsString("\"submit\";r=3;"));
        acme.post("/v1/emails/batch", batch(4)).statusCode(429).body("detail", containsString("'submit'"));
        acme.post("/v1/emails/batch", batch(3)).statusCode(202);
        assertEquals(10, acme.jobs());
        acme.post("/v1/emails", ITEM).statusCode(429);
        assertEquals(10, acme.jobs());
    }

    @Test
    void aBatchBeyondTheQuotaIsToldToBeDivided() {
        TestOrganization acme = TestOrganization.create(database);

        acme.post("/v1/emails/batch", batch(11))
                .statusCode(429)
                .header("Retry-After", "3600")
                .body("detail", containsString("divide it"));
        acme.post("/v1/emails/batch", batch(10)).statusCode(202);
    }

    @Test
    void aRefusedRequestUsesUpNothing() {
        TestOrganization acme = TestOrganization.create(database);
        acme.post("/v1/emails/batch", batch(10)).statusCode(202);
        for (int again = 0; again < 10; again++) {
            acme.post("/v1/emails", ITEM).statusCode(429);
        }

        acme.get("/v1/jobs").statusCode(200).header("X-RateLimit-Remaining", "4");
    }

    @Test
    void requestsWithoutAValidKeyAreCountedByAddress() {
        for (int request = 0; request < 3; request++) {
            nameless("198.51.100.1").statusCode(401);
        }

        nameless("198.51.100.1")
                .statusCode(429)
                .contentType("application/problem+json")
                .header("RateLimit-Policy", "\"anonymous\";q=3;w=3600")
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("type", endsWith("/too-many-requests"));
        // The client writes what it wants to the left of what the proxy saw.
        nameless("6.6.6.6, 198.51.100.1").statusCode(429);
        nameless("198.51.100.2").statusCode(401);
        // Whoever has a key does not care for the neighbours.
        TestOrganization.create(database)
                .request()
                .header("X-Forwarded-For", "198.51.100.1")
                .get("/v1/jobs")
                .then()
                .statusCode(200);
    }

    @Test
    void peopleCountByThemselvesAndNotByTheKeysOfTheirOrganization() {
        TestOrganization acme = TestOrganization.create(database);
        Person ada = Person.create(database);
        Person charles = Person.create(database);
        ada.join(acme, "reader");
        charles.join(acme, "owner");
        signInFrom(ada, "198.51.100.11").statusCode(200).header("RateLimit-Policy", "\"auth\";q=4;w=900");
        signInFrom(charles, "198.51.100.11").statusCode(200).header("RateLimit", containsString("\"auth\";r=2;"));
        for (int request = 0; request < 6; request++) {
            acme.get("/v1/jobs").statusCode(200);
        }

        ada.get("/v1/jobs")
                .statusCode(200)
                .header("RateLimit-Policy", "\"api\";q=100;w=60")
                .header("RateLimit", containsString("\"api\";r=99;"));
        ada.get("/v1/rate-limits").statusCode(200).body("data.find { it.policy == 'api' }.remaining", equalTo(98));
        charles.post("/v1/emails", ITEM)
                .statusCode(202)
                .header("RateLimit", matchesPattern("\"api\";r=99;t=[0-9]+, \"submit\";r=9;t=[0-9]+"));
        acme.get("/v1/jobs").statusCode(429);
    }

    @Test
    void signInsAreCountedByAddressWhetherTheyWorkOrNot() {
        Person ada = Person.create(database);
        for (int guess = 0; guess < 4; guess++) {
            guess(ada, "198.51.100.21").statusCode(401).header("RateLimit-Policy", "\"auth\";q=4;w=900");
        }

        guess(ada, "198.51.100.21").statusCode(429).body("detail", containsString("'auth'"));
        signInFrom(ada, "198.51.100.21").statusCode(429);
        signInFrom(ada, "198.51.100.22").statusCode(200);
        // Who belongs to nobody has limits too.
        ada.get("/v1/auth/session").statusCode(200).header("RateLimit", containsString("\"api\";r=99;"));
    }

    @Test
    void whatIsCountedByAddressAndSenderTellsOfBoth() {
        TestOrganization acme = TestOrganization.create(database);
        for (int left = 2; left >= 0; left--) {
            invite(acme).statusCode(201).header("RateLimit", containsString("\"invite\";r=" + left + ";"));
        }

        invite(acme).statusCode(429).body("detail", containsString("'invite'"));
        acme.get("/v1/jobs").header("X-RateLimit-Remaining", "2");
    }

    private static ValidatableResponse invite(TestOrganization organization) {
        return organization
                .request()
                .header("X-Forwarded-For", "198.51.100.31")
                .contentType(ContentType.JSON)
                .body("{\"email\":\"%s@example.com\",\"role\":\"reader\"}".formatted(UUID.randomUUID()))
                .post("/v1/invitations")
                .then();
    }

    private static ValidatableResponse guess(Person person, String address) {
        return signIn(person, "not the password", address).then();
    }

    private static ValidatableResponse signInFrom(Person person, String address) {
        Response answer = signIn(person, Person.PASSWORD, address);
        if (answer.statusCode() == 200) {
            person.use(answer.cookie(Person.COOKIE));
        }
        return answer.then();
    }

    private static Response signIn(Person person, String password, String address) {
        return given().header("X-Forwarded-For", address)
                .contentType(ContentType.JSON)
                .body("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(person.email(), password))
                .post("/v1/auth/login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/rate_limits", "/metrics", "/openapi"})
    void whatIsNoResourceIsNeverLimited(String path) {
        for (int request = 0; request < 12; request++) {
            given().get(path).then().statusCode(200).header("RateLimit", nullValue());
        }
    }

    @Test
    void otherSystemsAsk() {
        TestOrganization acme = TestOrganization.create(database);
        String path = "/v1/rate-limits/strict/check";

        for (int left = 2; left >= 0; left--) {
            acme.post(path, "{\"key\":\"ada@example.com\"}")
                    .statusCode(200)
                    .header("RateLimit-Policy", "\"api-key\";q=6;w=3600, \"check\";q=60000;w=60")
                    .body("allowed", equalTo(true))
                    .body("remaining", equalTo(left))
                    .body("limit", equalTo(3))
                    .body("window", equalTo("PT1H"))
                    .body("backend", equalTo("redis"))
                    .body("retry_after", nullValue());
        }
        acme.post(path, "{\"key\":\"ada@example.com\"}")
                .statusCode(200)
                .body("allowed", equalTo(false))
                .body("exceeded", equalTo(true))
                .body("remaining", equalTo(0))
                .body("retry_after", matchesPattern("PT(1H|59M.*)"));
        acme.post(path, "{\"key\":\"someone else\",\"cost\":3}").body("allowed", equalTo(true));
        // Another organization has keys of its own.
        TestOrganization.create(database)
                .post(path, "{\"key\":\"ada@example.com\"}")
                .body("allowed", equalTo(true));
    }

    @Test
    void whatIsAskedAboutDoesNotUseUpTheAskersOwnLimits() {
        TestOrganization acme = TestOrganization.create(database);
        acme.post("/v1/rate-limits/submit/check", "{\"key\":\"x\",\"cost\":10}").body("allowed", equalTo(true));

        acme.post("/v1/emails/batch", batch(10)).statusCode(202);
    }

    @Test
    void theAskersOwnLimitsHold() {
        TestOrganization acme = TestOrganization.create(database);
        for (int request = 0; request < 6; request++) {
            acme.post("/v1/rate-limits/api/check", "{\"key\":\"x\"}").statusCode(200);
        }

        acme.post("/v1/rate-limits/api/check", "{\"key\":\"x\"}").statusCode(429);
    }

    @Test
    void aShadowPolicyTellsAndAllows() {
        TestOrganization acme = TestOrganization.create(database);
        acme.post("/v1/rate-limits/shaded/check", "{\"key\":\"x\"}").body("exceeded", equalTo(false));

        acme.post("/v1/rate-limits/shaded/check", "{\"key\":\"x\"}")
                .body("allowed", equalTo(true))
                .body("exceeded", equalTo(true))
                .body("shadow", equalTo(true));
        assertTrue(given().get("/metrics")
                .asString()
                .contains("carillon_limit_decisions_total{backend=\"redis\",outcome=\"exceeded\",policy=\"shaded\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                   | key",
                "{\"key\":\"\"}                       | key",
                "{\"key\":7}                          | key",
                "{\"key\":\"a\\nb\"}                  | key",
                "{\"key\":\"a\",\"cost\":-1}          | cost",
                "{\"key\":\"a\",\"cost\":1.5}         | cost",
                "{\"key\":\"a\",\"cost\":99999999999} | cost",
                "{\"key\":\"a\",\"cost\":\"1\"}       | cost",
                "{\"key\":\"a\",\"policy\":\"x\"}     | policy",
            })
    void aWrongQuestionNamesItsField(String body, String field) {
        TestOrganization.create(database)
                .post("/v1/rate-limits/api/check", body)
                .statusCode(422)
                .body("errors.field", hasItems(field));
    }

    @Test
    void aLongKeyIsRefusedAndUnicodeIsNot() {
        TestOrganization acme = TestOrganization.create(database);
        acme.post("/v1/rate-limits/api/check", "{\"key\":\"%s\"}".formatted("x".repeat(10_000)))
                .statusCode(422);
        acme.post("/v1/rate-limits/api/check", "{\"key\":\"{}:日本語\uD83D\uDE00 *\",\"cost\":0}")
                .statusCode(200)
                .body("remaining", equalTo(100));
        acme.post("/v1/rate-limits/api/check", "{\"key\":\"x\",\"cost\":1000000000}")
                .statusCode(200)
                .body("allowed", equalTo(false))
                .body("retry_after", nullValue());
        acme.post("/v1/rate-limits/nothing/check", "{\"key\":\"x\"}")
                .statusCode(404)
                .body("detail", containsString("anonymous"));
        acme.post("/v1/rate-limits/%7Bx%7D:y/check", "{\"key\":\"x\"}").statusCode(404);
    }

    @Test
    void theListTellsThePoliciesAndWhatIsLeft() {
        TestOrganization acme = TestOrganization.create(database);
        acme.post("/v1/emails/batch", batch(4)).statusCode(202);

        acme.get("/v1/rate-limits")
                .statusCode(200)
                .body("data.policy", hasItems("api", "search", "auth", "api-key", "submit", "check", "shaded"))
                .body("data.find { it.policy == 'submit' }.remaining", equalTo(6))
                .body("data.find { it.policy == 'api-key' }.remaining", equalTo(4))
                .body("data.find { it.policy == 'auth' }.fallback", equalTo("closed"))
                .body("data.find { it.policy == 'auth' }.remaining", nullValue())
                .body("data.find { it.policy == 'submit' }.algorithm", equalTo("sliding-counter"));
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

        acme.post("/v1/emails/batch", batch(3))
                .statusCode(429)
                .header("RateLimit-Policy", "\"api-key\";q=50;w=3600, \"submit\";q=2;w=3600");
        override(acme, "api-key", key, 3);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> acme.get("/v1/jobs")
                        .extract()
                        .header("X-RateLimit-Limit")
                        .equals("3"));
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

    private static ValidatableResponse nameless(String forwardedFor) {
        return given().header("X-Forwarded-For", forwardedFor)
                .contentType(ContentType.JSON)
                .get("/v1/jobs")
                .then();
    }

    private static String batch(int items) {
        return "{\"items\":[" + String.join(",", Collections.nCopies(items, ITEM)) + "]}";
    }
}
