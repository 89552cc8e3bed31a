package dev.carillon.api.organization;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class OrganizationTest {

    @Inject
    Pool database;

    @Test
    void anOrganizationSeesItself() {
        TestOrganization acme = TestOrganization.create(database);

        acme.get("/v1/organizations/current")
                .statusCode(200)
                .body("id", is(acme.id().toString()))
                .body("name", is("Acme"))
                .body("webhook_secret", is("whsec_dGVzdA=="))
                .body("created_at", notNullValue());
    }
}
