package dev.carillon.api.limit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other systems are told that ask about limits, with a few requests a key and 10 jobs an organization in an hour. */
@QuarkusTest
@WithTestResource(value = LimitServers.class, scope = TestResourceScope.MATCHING_RESOURCES)
class RateLimitQuestionTest {

    @Inject
    Pool database;

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

        acme.post("/v1/emails/batch", Mails.batch(10)).statusCode(202);
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
        acme.post("/v1/emails/batch", Mails.batch(4)).statusCode(202);

        acme.get("/v1/rate-limits")
                .statusCode(200)
                .body("data.policy", hasItems("api", "search", "auth", "api-key", "submit", "check", "shaded"))
                .body("data.find { it.policy == 'submit' }.remaining", equalTo(6))
                .body("data.find { it.policy == 'api-key' }.remaining", equalTo(4))
                .body("data.find { it.policy == 'auth' }.fallback", equalTo("closed"))
                .body("data.find { it.policy == 'auth' }.remaining", nullValue())
                .body("data.find { it.policy == 'submit' }.algorithm", equalTo("sliding-counter"));
    }
}
