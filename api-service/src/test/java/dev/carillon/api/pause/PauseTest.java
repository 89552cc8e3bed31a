package dev.carillon.api.pause;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class PauseTest {

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @AfterEach
    void resumeAll() {
        acme.execute("DELETE FROM pause", Tuple.tuple());
    }

    @Test
    void aQueueAChannelAndAllCanBePaused() {
        String all = pause("{\"reason\":\"Audit\"}");
        String channel =
                pause("{\"channel\":\"email\",\"reason\":\"Wrong link\",\"ends_at\":\"2098-01-31T09:30:00Z\"}");
        String queue = pause("{\"priority\":\"low\",\"reason\":\"Sale\"}");
        String both = pause("{\"channel\":\"email\",\"priority\":\"low\",\"reason\":\"Both\"}");

        acme.get("/v1/pauses")
                .statusCode(200)
                .body("data.id", contains(all, channel, queue, both))
                .body("data.channel", contains(null, "email", null, "email"))
                .body("data.priority", contains(null, null, "low", "low"))
                .body("data.scope", contains("organization", "organization", "organization", "organization"))
                .body("data[1].ends_at", is("2098-01-31T09:30:00Z"))
                .body("data[0].ends_at", nullValue())
                .body("data[0].paused_by", is("API key test"))
                .body("data[0].resumable_by", is("organization"));
    }

    @Test
    void theSameScopeAgainChangesThePauseThereIs() {
        String first = pause("{\"channel\":\"webhook\",\"reason\":\"First\",\"ends_at\":\"2098-01-31T09:30:00Z\"}");

        acme.post("/v1/pauses", "{\"channel\":\"webhook\",\"reason\":\"Second\"}")
                .statusCode(200)
                .body("id", is(first))
                .body("reason", is("Second"))
                .body("ends_at", nullValue());

        acme.get("/v1/pauses").body("data.reason", contains("Second"));
    }

    @Test
    void aPauseThatHasEndedIsGoneAndBeginsAnew() {
        String first = pause("{\"reason\":\"First\"}");
        acme.execute(
                "UPDATE pause SET ends_at = now() - interval '1 hour', paused_at = now() - interval '2 hours' WHERE id = $1",
                Tuple.of(UUID.fromString(first)));
        acme.get("/v1/pauses").body("data", empty());

        String pausedAt = acme.post("/v1/pauses", "{\"reason\":\"Second\"}")
                .statusCode(201)
                .extract()
                .path("paused_at");

        acme.get("/v1/pauses").body("data.reason", contains("Second")).body("data.paused_at", contains(pausedAt));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                       | reason
            {"reason":null}                                          | reason
            {"reason":"  "}                                          | reason
            {"reason":"a\\nb"}                                       | reason
            {"reason":7}                                             | reason
            {"reason":"x","channel":"pigeon"}                        | channel
            {"reason":"x","channel":"noop"}                          | channel
            {"reason":"x","channel":["email"]}                       | channel
            {"reason":"x","priority":"urgent"}                       | priority
            {"reason":"x","priority":1}                              | priority
            {"reason":"x","ends_at":"2020-01-01T00:00:00Z"}          | ends_at
            {"reason":"x","ends_at":"tomorrow"}                      | ends_at
            {"reason":"x","ends_at":"2098-02-30T00:00:00Z"}          | ends_at
            {"reason":"x","organization_id":"00000000-0000-0000-0000-000000000000"} | organization_id
            {"reason":"x","by_administrator":true}                   | by_administrator
            """)
    void aWrongFieldIsNamedAndNothingIsPaused(String body, String field) {
        acme.post("/v1/pauses", body).statusCode(422).body("errors.field", hasItem(field));
        acme.get("/v1/pauses").body("data", empty());
    }

    @Test
    void aLongReasonIsRefused() {
        acme.post("/v1/pauses", "{\"reason\":\"%s\"}".formatted("x".repeat(501)))
                .statusCode(422)
                .body("errors.field", contains("reason"));
        pause("{\"reason\":\"%s\"}".formatted("x".repeat(500)));
    }

    @Test
    void whatWasPausedIsResumedOnce() {
        String id = pause("{\"reason\":\"Audit\"}");

        acme.request().delete("/v1/pauses/" + id).then().statusCode(204);

        acme.get("/v1/pauses").body("data", empty());
        acme.request().delete("/v1/pauses/" + id).then().statusCode(404);
    }

    @Test
    void ownersReadWhichJobsWerePausedAndResumed() {
        String id = pause("{\"channel\":\"email\",\"priority\":\"low\",\"reason\":\"Audit\"}");
        acme.request().delete("/v1/pauses/" + id).then().statusCode(204);

        Person.signedIn(database, acme, "owner")
                .get("/v1/audit-log")
                .body("data.findAll { it.act.startsWith('jobs.') }.act", contains("jobs.resumed", "jobs.paused"))
                .body(
                        "data.findAll { it.act.startsWith('jobs.') }.subject",
                        everyItem(is("channel email, priority low")));
    }

    @Test
    void anotherOrganizationsPauseIsAsIfItDidNotExist() {
        TestOrganization other = TestOrganization.create(database);
        String theirs = other.post("/v1/pauses", "{\"reason\":\"Theirs\"}")
                .statusCode(201)
                .extract()
                .path("id");
        String nobodys = UUID.randomUUID().toString();

        String answer = acme.request()
                .delete("/v1/pauses/" + theirs)
                .then()
                .statusCode(404)
                .extract()
                .path("detail");
        assertEquals(
                answer,
                acme.request()
                        .delete("/v1/pauses/" + nobodys)
                        .then()
                        .statusCode(404)
                        .extract()
                        .path("detail"));
        acme.request().delete("/v1/pauses/1-1-1-1-1").then().statusCode(404);
        acme.get("/v1/pauses").body("data", empty());
        other.get("/v1/pauses").body("data.id", contains(theirs));
    }

    @Test
    void whatAnAdministratorPausedIsListedAndOnlyAnAdministratorResumesIt() {
        String own = pause("{\"reason\":\"Own\"}");
        String forUs = administratorsPause(acme.id());
        String forAll = administratorsPause(null);

        String listed = acme.get("/v1/pauses")
                .body("data.id", contains(forAll, own, forUs))
                .body("data.scope", contains("installation", "organization", "organization"))
                .body("data.resumable_by", contains("administrator", "organization", "administrator"))
                .extract()
                .asString();
        assertFalse(listed.contains("root@example.com"), "whose address customers need not know");
        for (String reserved : new String[] {forUs, forAll}) {
            acme.request()
                    .delete("/v1/pauses/" + reserved)
                    .then()
                    .statusCode(403)
                    .body("type", endsWith("/forbidden"))
                    .body("detail", containsString("administrator"));
        }
        acme.post("/v1/pauses", "{\"reason\":\"Own again\"}").statusCode(200).body("id", is(own));
        acme.request().delete("/v1/pauses/" + own).then().statusCode(204);
        acme.get("/v1/pauses").body("data", hasSize(2)).body("data.reason", not(hasItem("Own again")));
    }

    private String administratorsPause(@Nullable UUID organization) {
        UUID id = UUID.randomUUID();
        acme.execute(
                "INSERT INTO pause (id, organization_id, reason, paused_by, by_administrator) "
                        + "VALUES ($1, $2, 'Abuse', 'root@example.com', true)",
                Tuple.of(id, organization));
        return id.toString();
    }

    private String pause(String body) {
        return acme.post("/v1/pauses", body)
                .statusCode(201)
                .header("Location", containsString("/v1/pauses/"))
                .extract()
                .path("id");
    }
}
