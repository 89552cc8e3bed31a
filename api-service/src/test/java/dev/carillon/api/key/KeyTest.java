package dev.carillon.api.key;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class KeyTest {

    private static final String PATH = "/v1/api-keys";

    @Inject
    Pool database;

    private TestOrganization acme;
    private Person ada;

    @BeforeEach
    void people() {
        acme = TestOrganization.create(database);
        ada = Person.signedIn(database, acme, "owner");
    }

    @Test
    void aKeyIsShownOnceAndWorks() {
        JsonPath made = create("shop", "contributor");
        String id = made.getString("id");

        with(made.getString("key")).statusCode(200);
        ada.get(PATH + "/" + id)
                .statusCode(200)
                .body("name", is("shop"))
                .body("role", is("contributor"))
                .body("created_by", is(ada.email()))
                .body("usable", is(true))
                .body("prefix", is(made.getString("prefix")))
                .body("$", not(org.hamcrest.Matchers.hasKey("key")));
        ada.get(PATH).body("data", hasSize(2)).body("data.id", org.hamcrest.Matchers.hasItem(id));
        String stored = database.preparedQuery("SELECT api_key::text AS row FROM api_key WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .atMost(Duration.ofSeconds(20))
                .iterator()
                .next()
                .getString("row");
        assertEquals(-1, stored.indexOf(made.getString("key").substring(12)));
    }

    @Test
    void aRevokedKeyEndsAtOnceHereAndWithinASecondEverywhere() {
        JsonPath made = create("shop", "admin");
        with(made.getString("key")).statusCode(200);

        ada.delete(PATH + "/" + made.getString("id")).statusCode(204);

        with(made.getString("key")).statusCode(401);
        ada.delete(PATH + "/" + made.getString("id")).statusCode(204);
        ada.get(PATH + "/" + made.getString("id")).body("usable", is(false)).body("revoked_at", notNullValue());
        ada.get("/v1/audit-log").body("data.findAll { it.act == 'api_key.revoked' }", hasSize(1));
    }

    @Test
    void aRotatedKeyWorksBesideItsSuccessorForAWhile() {
        JsonPath former = create("shop", "sender");

        JsonPath next = rotate(former.getString("id"), "{\"overlap\":\"PT1S\"}")
                .statusCode(201)
                .body("name", is("shop"))
                .body("role", is("sender"))
                .extract()
                .jsonPath();

        submit(former.getString("key")).statusCode(202);
        submit(next.getString("key")).statusCode(202);
        ada.get(PATH + "/" + former.getString("id")).body("replaced_by", is(next.getString("id")));
        Awaitility.await()
                .atMost(Duration.ofSeconds(4))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> submit(former.getString("key")).statusCode(401));
        submit(next.getString("key")).statusCode(202);
        rotate(former.getString("id"), "{}").statusCode(409);
    }

    @Test
    void aKeyThatIsRotatedAtOnceEndsAtOnce() {
        JsonPath former = create("shop", "admin");
        with(former.getString("key")).statusCode(200);

        rotate(former.getString("id"), "{\"overlap\":\"PT0S\"}").statusCode(201);

        with(former.getString("key")).statusCode(401);
    }

    @Test
    void anExpiringKeyEnds() {
        JsonPath made = ada.post(
                        PATH,
                        "{\"name\":\"x\",\"role\":\"reader\",\"expires_at\":\"%s\"}"
                                .formatted(Instant.now().plusMillis(1_500)))
                .statusCode(201)
                .extract()
                .jsonPath();
        with(made.getString("key")).statusCode(200);

        Awaitility.await()
                .atMost(Duration.ofSeconds(4))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> with(made.getString("key")).statusCode(401));
    }

    @Test
    void lastUseIsRecorded() {
        JsonPath made = create("shop", "reader");
        ada.get(PATH + "/" + made.getString("id")).body("last_used_at", nullValue());

        with(made.getString("key")).statusCode(200);

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> ada.get(PATH + "/" + made.getString("id")).body("last_used_at", notNullValue()));
    }

    @Test
    void aSenderSubmitsAndSeesNothing() {
        String sender = create("shop", "sender").getString("key");

        submit(sender).statusCode(202);
        with(sender).statusCode(403).body("detail", containsString("role sender"));
    }

    @Test
    void nobodyMakesAKeyThatMayMoreThanTheyDo() {
        String contributor = create("c", "contributor").getString("key");
        String admin = create("a", "admin").getString("key");

        given().header("Authorization", "Bearer " + contributor)
                .contentType("application/json")
                .body("{\"name\":\"x\",\"role\":\"reader\"}")
                .post(PATH)
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer " + admin)
                .contentType("application/json")
                .body("{\"name\":\"x\",\"role\":\"owner\"}")
                .post(PATH)
                .then()
                .statusCode(422)
                .body("errors[0].field", is("role"));
    }

    @Test
    void anotherOrganizationsKeyIsAsIfItDidNotExist() {
        String id = create("shop", "admin").getString("id");
        Person eve = Person.signedIn(database, TestOrganization.create(database), "owner");

        eve.get(PATH + "/" + id).statusCode(404);
        eve.delete(PATH + "/" + id).statusCode(404);
        eve.post(PATH + "/" + id + "/rotate", "{}").statusCode(404);
        ada.get(PATH + "/" + id).body("usable", is(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\":\"reader\"} | name",
                "{\"name\":\"x\"} | role",
                "{\"name\":\"x\",\"role\":\"king\"} | role",
                "{\"name\":\"x\",\"role\":\"reader\",\"expires_at\":\"2020-01-01T00:00:00Z\"} | expires_at",
                "{\"name\":\"x\",\"role\":\"reader\",\"expires_at\":\"2999-01-01T00:00:00Z\"} | expires_at",
                "{\"name\":\"x\",\"role\":\"reader\",\"secret\":\"y\"} | secret"
            })
    void wrongRequestsAreTold(String body, String field) {
        ada.post(PATH, body).statusCode(422).body("errors[0].field", is(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "00000000-0000-0000-0000-000000000000", "%00"})
    void whatIsNoIdIsUnknown(String id) {
        ada.request().urlEncodingEnabled(false).get(PATH + "/" + id).then().statusCode(404);
    }

    private JsonPath create(String name, String role) {
        return ada.post(PATH, "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role))
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private ValidatableResponse rotate(String id, String body) {
        return ada.post(PATH + "/" + id + "/rotate", body);
    }

    private static ValidatableResponse with(String key) {
        return given().header("Authorization", "Bearer " + key).get("/v1/jobs").then();
    }

    private static ValidatableResponse submit(String key) {
        return given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body("{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}")
                .post("/v1/emails")
                .then();
    }
}
