package dev.carillon.api.submit;

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
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class RetryOptionTest {

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @Test
    void whatWasAskedForIsShownAndKept() {
        String id = submit("""
                {"exponential": {"initial": "PT5S", "maximum": "PT1H"}, "jitter": 0.5, "maximum_duration": "P1D"}
                """)
                .statusCode(202)
                .body("retry.exponential.initial", is("PT5S"))
                .body("retry.exponential.factor", is(2.0f))
                .body("retry.exponential.maximum", is("PT1H"))
                .body("retry.jitter", is(0.5f))
                .body("retry.maximum_duration", is("PT24H"))
                .extract()
                .path("id");

        acme.get("/v1/jobs/" + id)
                .statusCode(200)
                .body("retry.exponential.initial", is("PT5S"))
                .body("retry.maximum_duration", is("PT24H"));
    }

    @Test
    void onlyWhatWasNamedIsKept() {
        submit("{\"schedule\": [\"PT0S\", \"PT10M\"]}")
                .statusCode(202)
                .body("retry.schedule", is(java.util.List.of("PT0S", "PT10M")))
                .body("retry.size()", is(1));
        submit("null").statusCode(202).body("retry", nullValue());
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        submit("""
                {"schedule": ["PT5S", "soon"], "exponential": {"factor": 0.5, "maximum": "P8D", "base": 2}, "jitter": "much",
                 "maximum_duration": "PT0S", "retries": 3}
                """)
                .statusCode(422)
                .body(
                        "errors.field",
                        containsInAnyOrder(
                                "retry.schedule[1]",
                                "retry.exponential.initial",
                                "retry.exponential.factor",
                                "retry.exponential.maximum",
                                "retry.exponential.base",
                                "retry.exponential",
                                "retry.jitter",
                                "retry.maximum_duration",
                                "retry.retries"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                | retry.schedule      | is required
            []                                                                | retry               | must be an object
            {"schedule": []}                                                  | retry.schedule      | must not be empty
            {"schedule": "PT5S"}                                              | retry.schedule      | must be an array
            {"schedule": ["PT-5S"]}                                           | retry.schedule[0]   | must be a duration
            {"schedule": ["P8D"]}                                             | retry.schedule[0]   | must be a duration
            {"schedule": ["PT99999999999999999999S"]}                         | retry.schedule[0]   | must be a duration
            {"exponential": {"initial": "PT1H", "maximum": "PT1M"}}           | retry.exponential.maximum | not be shorter
            {"exponential": {"initial": "PT0.5S"}}                            | retry.exponential.initial | from PT1S
            {"exponential": {"initial": "PT5S", "factor": 11}}                | retry.exponential.factor  | from 1 to 10
            {"exponential": {"initial": "PT5S", "factor": 1e999}}             | retry.exponential.factor  | too large
            {"jitter": 1.01}                                                  | retry.jitter        | from 0 to 1
            {"jitter": -0.1}                                                  | retry.jitter        | from 0 to 1
            {"maximum_duration": "P367D"}                                     | retry.maximum_duration | must be a duration
            """)
    void nonsenseIsRefusedByName(String retry, String field, String message) {
        submit(retry)
                .statusCode(422)
                .body("errors[0].field", is(field))
                .body("errors[0].message", containsString(message));
    }

    private ValidatableResponse submit(String retry) {
        return acme.post("/v1/emails", """
                {"to": ["ada@example.com"], "subject": "Hello", "text": "Hello", "retry": %s}
                """.formatted(retry));
    }
}
