package dev.carillon.api.schedule;

import dev.carillon.api.testing.TestOrganization;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** What tests of schedules share: an organization that makes them. */
abstract class SchedulingOrganization {

    static final String EMAIL = "\"email\":{\"to\":[\"ada@example.com\"],\"subject\":\"Report\",\"text\":\"Hi\"}";

    @Inject
    Pool database;

    TestOrganization acme;

    @BeforeEach
    void create() {
        acme = TestOrganization.create(database);
    }

    ValidatableResponse make(String fields) {
        return acme.post("/v1/schedules", "{" + fields + "}");
    }
}
