package dev.carillon.api.control;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class ChangeJobTest {

    private static final String TOMORROW = in(Duration.ofDays(1));
    private static final String DAY_AFTER = in(Duration.ofDays(2));

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @Test
    void everythingCanBeChangedAtOnce() {
        String job = acme.submitEmail(",\"tags\":{\"a\":\"1\"}");

        change(job, """
                        {"run_at":"%s","expires_at":"%s","priority":"high","tags":{"b":"2"},"max_attempts":3}""".formatted(TOMORROW, DAY_AFTER))
                .statusCode(200)
                .body("state", is("scheduled"))
                .body("run_at", is(TOMORROW))
                .body("next_attempt_at", is(TOMORROW))
                .body("expires_at", is(DAY_AFTER))
                .body("priority", is("high"))
                .body("tags.b", is("2"))
                .body("tags.a", nullValue())
                .body("max_attempts", is(3))
                .body("timeline.state", contains("queued", "scheduled"));
        acme.get("/v1/jobs?tag=b:2&state=scheduled").body("data.id", contains(job));
    }

    @Test
    void nullIsAsIfItHadNeverBeenGiven() {
        String job = acme.submitEmail("""
                ,"run_at":"%s","expires_at":"%s","priority":"low","tags":{"a":"1"},"max_attempts":3""".formatted(TOMORROW, DAY_AFTER));

        change(job, "{\"run_at\":null,\"expires_at\":null,\"priority\":null,\"tags\":null,\"max_attempts\":null}")
                .statusCode(200)
                .body("state", is("queued"))
                .body("run_at", nullValue())
                .body("expires_at", nullValue())
                .body("priority", is("normal"))
                .body("tags", anEmptyMap())
                .body("max_attempts", is(8));
    }

    @Test
    void whatIsLeftOutStays() {
        String job = acme.submitEmail(",\"run_at\":\"%s\",\"tags\":{\"a\":\"1\"}".formatted(TOMORROW));

        change(job, "{\"priority\":\"high\"}")
                .statusCode(200)
                .body("state", is("scheduled"))
                .body("run_at", is(TOMORROW))
                .body("tags.a", is("1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "succeeded", "failed", "cancelled", "expired", "discarded", "held"})
    void aJobThatHasNoTimeIsNotGivenOne(String state) {
        String job = acme.submitEmail("");
        acme.move(job, state);

        change(job, "{\"run_at\":\"%s\"}".formatted(TOMORROW))
                .statusCode(409)
                .body("type", is("/problems/job-state"))
                .body("detail", containsString("The job is " + state + "."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"run_at":"2026-02-30T00:00:00Z"}                      | run_at
            {"run_at":"tomorrow"}                                  | run_at
            {"run_at":12}                                          | run_at
            {"run_at":"9999-01-01T00:00:00Z"}                      | run_at
            {"expires_at":"1999-01-01T00:00:00Z"}                  | expires_at
            {"expires_at":"9999-01-01T00:00:00Z"}                  | expires_at
            {"priority":"urgent"}                                  | priority
            {"max_attempts":0}                                     | max_attempts
            {"max_attempts":51}                                    | max_attempts
            {"max_attempts":"8"}                                   | max_attempts
            {"tags":["a"]}                                         | tags
            {"tags":{"a":""}}                                      | tags.a
            {"tags":{"a b":"1"}}                                   | tags.a b
            {"dedupe_key":"k"}                                     | dedupe_key
            {"state":"queued"}                                     | state
            {}                                                     | ~~
            """)
    void aWrongFieldIsNamed(String body, String field) {
        change(acme.submitEmail(""), body).statusCode(422).body("errors.field", contains(field));
    }

    @Test
    void allMistakesAreNamedAtOnceAndNothingIsChanged() {
        String job = acme.submitEmail("");

        change(job, "{\"run_at\":\"x\",\"expires_at\":1,\"priority\":\"x\",\"tags\":1,\"max_attempts\":0,\"y\":1}")
                .statusCode(422)
                .body(
                        "errors.field",
                        containsInAnyOrder("run_at", "expires_at", "priority", "tags", "max_attempts", "y"));
        change(job, "{\"priority\":\"high\",\"tags\":{\"k\":\"%s\"}}".formatted("v".repeat(10_000)))
                .statusCode(422)
                .body("errors.field", contains("tags.k"));
        acme.get("/v1/jobs/" + job).body("priority", is("normal"));
    }

    @Test
    void theTimesThatAreStoredCountAsWell() {
        String job = acme.submitEmail(",\"run_at\":\"%s\",\"expires_at\":\"%s\"".formatted(TOMORROW, DAY_AFTER));

        change(job, "{\"run_at\":\"%s\"}".formatted(in(Duration.ofDays(3))))
                .statusCode(422)
                .body("errors.field", contains("run_at"))
                .body("errors[0].message", containsString(DAY_AFTER));
        change(job, "{\"expires_at\":\"%s\"}".formatted(in(Duration.ofHours(1))))
                .statusCode(422)
                .body("errors.field", contains("expires_at"))
                .body("errors[0].message", containsString(TOMORROW));
        change(
                        job,
                        "{\"run_at\":\"%s\",\"expires_at\":\"%s\"}"
                                .formatted(in(Duration.ofHours(2)), in(Duration.ofHours(1))))
                .statusCode(422)
                .body("errors.field", contains("expires_at"));
        acme.get("/v1/jobs/" + job).body("run_at", is(TOMORROW)).body("expires_at", is(DAY_AFTER));
    }

    @Test
    void aJobMustKeepAnAttempt() {
        String job = acme.submitEmail("");
        acme.execute("UPDATE job SET attempts = 4 WHERE id = $1", Tuple.of(UUID.fromString(job)));

        change(job, "{\"max_attempts\":4}")
                .statusCode(422)
                .body("errors.field", contains("max_attempts"))
                .body("errors[0].message", containsString("at least 5"));
        change(job, "{\"max_attempts\":5}").statusCode(200);
    }

    @Test
    void anotherOrganizationsJobIsAsIfItDidNotExist() {
        String theirs = TestOrganization.create(database).submitEmail("");

        change(theirs, "{\"priority\":\"high\"}").statusCode(404);
        change(UUID.randomUUID().toString(), "{\"priority\":\"high\"}").statusCode(404);
        change("x", "{\"priority\":\"high\"}").statusCode(404);
    }

    private ValidatableResponse change(String job, String body) {
        return acme.patch("/v1/jobs/" + job, body);
    }

    private static String in(Duration wait) {
        return Instant.now().plus(wait).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
