package dev.carillon.api.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class SubmitMetricsTest {

    private static final String ACCEPTED = "carillon_jobs_accepted_total{channel=\"email\",type=\"email\"}";
    private static final String REPLAYED = "carillon_jobs_replayed_total";
    private static final String INVALID = "carillon_jobs_rejected_total{reason=\"validation\"}";
    private static final String REUSED = "carillon_jobs_rejected_total{reason=\"idempotency_key_reused\"}";
    private static final String BODY = "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}";

    @Inject
    Pool database;

    @Test
    void whatBecameOfRequestsIsCounted() {
        TestOrganization acme = TestOrganization.create(database);
        double accepted = value(ACCEPTED);
        double replayed = value(REPLAYED);
        double invalid = value(INVALID);
        double reused = value(REUSED);

        acme.post("/v1/emails", BODY, "key").statusCode(202);
        acme.post("/v1/emails", BODY, "key").statusCode(202);
        acme.post("/v1/emails", BODY.replace("\"x\"", "\"y\""), "key").statusCode(422);
        acme.post("/v1/emails", "{}").statusCode(422);
        acme.post("/v1/emails/batch", "{\"items\":[%s,%s]}".formatted(BODY, BODY))
                .statusCode(202);

        assertEquals(3, value(ACCEPTED) - accepted);
        assertEquals(1, value(REPLAYED) - replayed);
        assertEquals(1, value(INVALID) - invalid);
        assertEquals(1, value(REUSED) - reused);
    }

    private static double value(String series) {
        return RestAssured.get("/metrics")
                .asString()
                // The older of the two text forms ends the labels with a comma.
                .replace(",}", "}")
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
