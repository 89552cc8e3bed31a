package dev.carillon.monitoring.organization;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.Organizations;
import dev.carillon.monitoring.testing.People;
import dev.carillon.monitoring.testing.Plans;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class OrganizationTest {

    @Inject
    People people;

    @Inject
    Organizations organizations;

    @Inject
    Plans plans;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private String session = "";

    @BeforeEach
    void signIn() {
        MonitoringServers.redis().flush();
        session = people.session();
    }

    @Test
    void organizationsAreFoundByHowTheirNamesBegin() {
        UUID second = organizations.create(unique + " Öl & Gas");
        UUID first = organizations.create(unique + " ACME");
        organizations.create("The " + unique);

        find(unique)
                .body("data.name", contains(unique + " ACME", unique + " Öl & Gas"))
                .body("data.id", contains(first.toString(), second.toString()));
        find(unique + " acme").body("data.id", contains(first.toString()));
        find(unique + " öl").body("data.id", contains(second.toString()));
        find(unique + " b").body("data", empty());
        given().cookie("carillon_session", session)
                .get("/v1/organizations?limit=1")
                .then()
                .statusCode(200)
                .body("data", hasSize(1));
    }

    @Test
    void whatMeansSomethingElsewhereIsTakenAsItIs() {
        organizations.create(unique);

        for (String text :
                new String[] {unique + "%", "%", unique.charAt(0) + "_______", unique + "\\", unique + "'"}) {
            find(text).body("data.findAll { it.name == '%s' }".formatted(unique), empty());
        }
    }

    @Test
    void mistakesAreNamed() {
        find("x".repeat(201), 422).body("errors[0].field", is("name"));
        given().cookie("carillon_session", session)
                .get("/v1/organizations?limit=0&all=true")
                .then()
                .statusCode(422)
                .body("errors.field", contains("limit", "all"));
    }

    @Test
    void nobodySeesThemWhoIsNotSignedIn() {
        given().get("/v1/organizations").then().statusCode(401);
    }

    @Test
    void theSearchHasAnIndex() {
        plans.assertIndexed(OrganizationDirectory.FIND);
    }

    private ValidatableResponse find(String name) {
        return find(name, 200);
    }

    private ValidatableResponse find(String name, int status) {
        return given().cookie("carillon_session", session)
                .queryParam("name", name)
                .get("/v1/organizations")
                .then()
                .statusCode(status);
    }
}
