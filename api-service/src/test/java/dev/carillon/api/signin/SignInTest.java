package dev.carillon.api.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.local.testing.TestServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class SignInTest {

    private static final String CURRENT = "/v1/organizations/current";

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreAnsweredAlike() {
        Person ada = Person.create(database);

        Response wrong = Person.signIn(ada.email(), "wrong");
        Response unknown = Person.signIn("nobody-" + ada.email(), "wrong");

        assertEquals(401, wrong.statusCode());
        assertEquals(401, unknown.statusCode());
        assertEquals(wrong.path("detail"), unknown.<String>path("detail"));
        assertEquals(wrong.path("type"), unknown.<String>path("type"));
        assertTrue(wrong.cookies().isEmpty() && unknown.cookies().isEmpty());
    }

    /** What differs is below what the machine itself makes of equal work; a hash that is left out would show at once. */
    @Test
    void theyTakeTheSameTime() {
        Person ada = Person.create(database);
        Person.signIn(ada.email(), "wrong");

        long wrong = fastest(() -> Person.signIn(ada.email(), "wrong"));
        long unknown = fastest(() -> Person.signIn("nobody-" + ada.email(), "wrong"));

        assertTrue(
                Math.abs(wrong - unknown) < Math.max(wrong, unknown) / 3,
                "wrong %d ms, unknown %d ms".formatted(wrong, unknown));
    }

    private static long fastest(Supplier<Response> request) {
        long fastest = Long.MAX_VALUE;
        for (int repetition = 0; repetition < 5; repetition++) {
            long began = System.nanoTime();
            assertEquals(401, request.get().statusCode());
            fastest = Math.min(fastest, (System.nanoTime() - began) / 1_000_000);
        }
        return fastest;
    }

    @Test
    void theCookieIsForNoScriptAndNoOtherSite() {
        Person ada = Person.create(database);

        List<String> local = cookies(Person.signIn(ada.email(), Person.PASSWORD));
        List<String> remote = cookies(given().contentType(ContentType.JSON)
                .header("Host", "api.example.com")
                .body("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(ada.email(), Person.PASSWORD))
                .post("/v1/auth/login"));

        // The session, and the mark of a browser that the account knows.
        List<String> names = List.of("carillon_account=", "carillon_browser=");
        assertEquals(names.size(), local.size(), local::toString);
        assertEquals(names.size(), remote.size(), remote::toString);
        for (int place = 0; place < names.size(); place++) {
            String plain = local.get(place);
            String secure = remote.get(place);
            assertTrue(plain.startsWith(names.get(place)) && !plain.contains("Secure"), plain);
            assertTrue(secure.startsWith("__Host-" + names.get(place)) && secure.contains("Secure"), secure);
            for (String cookie : List.of(plain, secure)) {
                assertTrue(cookie.contains("HttpOnly"), cookie);
                assertTrue(cookie.contains("SameSite=Lax"), cookie);
                assertTrue(cookie.contains("Path=/"), cookie);
                assertFalse(cookie.contains("Domain"), cookie);
            }
        }
    }

    private static List<String> cookies(Response answer) {
        return answer.getHeaders().getValues("Set-Cookie").stream().sorted().toList();
    }

    @Test
    void aSessionThatAnAttackerPlantedIsNotTheOneThatBegins() {
        Person ada = Person.create(database);
        ada.join(acme, "reader");
        String planted = "A".repeat(43);

        String begun = given().contentType(ContentType.JSON)
                .cookie(Person.COOKIE, planted)
                .body("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(ada.email(), Person.PASSWORD))
                .post("/v1/auth/login")
                .cookie(Person.COOKIE);

        assertNotEquals(planted, begun);
        given().cookie(Person.COOKIE, planted).get(CURRENT).then().statusCode(401);
        given().cookie(Person.COOKIE, begun).get(CURRENT).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "../../../../etc/passwd", "%00"})
    void forgedCookiesAreRefused(String cookie) {
        given().cookie(Person.COOKIE, cookie).get(CURRENT).then().statusCode(401);
    }

    @Test
    void aChangeByCookieNeedsAHeaderThatNoOtherSiteCanSend() {
        Person ada = Person.signedIn(database, acme, "admin");

        given().cookie(Person.COOKIE, ada.session())
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/pauses")
                .then()
                .statusCode(403)
                .body("detail", containsString("X-Carillon-Request"));
        ada.request()
                .header("Sec-Fetch-Site", "cross-site")
                .body("{}")
                .post("/v1/pauses")
                .then()
                .statusCode(403);
        ada.request()
                .header("Origin", "https://evil.example")
                .body("{}")
                .post("/v1/pauses")
                .then()
                .statusCode(403);
        ada.request()
                .header("Sec-Fetch-Site", "same-origin")
                .body("{}")
                .post("/v1/pauses")
                .then()
                .statusCode(422);
        ada.post("/v1/pauses", "{}").statusCode(422);
        given().cookie(Person.COOKIE, ada.session()).get("/v1/pauses").then().statusCode(200);
    }

    @Test
    void pagesOfOtherOriginsAreGivenNoLeaveByCors() {
        Response preflight = given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "x-carillon-request")
                .options("/v1/pauses");

        assertEquals(null, preflight.getHeader("Access-Control-Allow-Origin"));
        assertEquals(null, preflight.getHeader("Access-Control-Allow-Headers"));
    }

    @Test
    void sessionsAreListedAndEnded() {
        Person ada = Person.signedIn(database, acme, "reader");
        String other = Person.signIn(ada.email(), Person.PASSWORD).cookie(Person.COOKIE);
        String third = Person.signIn(ada.email(), Person.PASSWORD).cookie(Person.COOKIE);
        Person charles = Person.signedIn(database, acme, "owner");

        ada.get("/v1/auth/sessions")
                .statusCode(200)
                .body("data", hasSize(3))
                .body("data.findAll { it.current }", hasSize(1))
                .body("data[0].address", is("127.0.0.1"));
        String id =
                given().cookie(Person.COOKIE, other).get("/v1/auth/sessions").path("data.find { it.current }.id");
        charles.delete("/v1/auth/sessions/" + id).statusCode(404);

        ada.delete("/v1/auth/sessions/" + id).statusCode(204);

        given().cookie(Person.COOKIE, other).get(CURRENT).then().statusCode(401);
        ada.delete("/v1/auth/sessions/" + id).statusCode(404);
        ada.delete("/v1/auth/sessions").statusCode(204);
        given().cookie(Person.COOKIE, third).get(CURRENT).then().statusCode(401);
        ada.get("/v1/auth/sessions").body("data", hasSize(1));
        charles.get(CURRENT).statusCode(200);
    }

    @Test
    void whenRedisIsEmptiedPeopleSignInAgainAndKeysWorkOn() {
        Person ada = Person.signedIn(database, acme, "reader");

        TestServers.redis().flush();

        ada.get(CURRENT).statusCode(401);
        acme.get(CURRENT).statusCode(200);
        ada.signIn();
        ada.get(CURRENT).statusCode(200);
    }

    @Test
    void aPersonOfTwoOrganizationsActsForOneAtATime() {
        TestOrganization other = TestOrganization.create(database);
        TestOrganization foreign = TestOrganization.create(database);
        Person ada = Person.signedIn(database, acme, "reader");
        ada.join(other, "admin");

        ada.get("/v1/auth/session")
                .statusCode(200)
                .body("organization.id", is(acme.id().toString()))
                .body("organizations", hasSize(2));
        ada.patch("/v1/auth/session", "{\"organization_id\":\"%s\"}".formatted(other.id()))
                .statusCode(200)
                .body("organization.role", is("admin"));

        ada.get(CURRENT).body("id", is(other.id().toString()));
        ada.patch("/v1/auth/session", "{\"organization_id\":\"%s\"}".formatted(foreign.id()))
                .statusCode(422)
                .body("errors[0].field", is("organization_id"));
        ada.get(CURRENT).body("id", is(other.id().toString()));
    }

    @Test
    void whoBelongsNowhereIsSignedInAndMayDoNothing() {
        Person ada = Person.create(database);
        ada.signIn();

        ada.get("/v1/auth/session").statusCode(200).body("organization", nullValue());
        ada.get(CURRENT).statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({"reader, 403", "admin, 422"})
    void aChangedRoleCountsWithinASecond(String role, int status) {
        Person ada = Person.signedIn(database, acme, "contributor");
        ada.post("/v1/schedules", "{}").statusCode(422);
        ada.post("/v1/pauses", "{}").statusCode(403);

        ada.join(acme, role);

        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> ada.post(role.equals("reader") ? "/v1/schedules" : "/v1/pauses", "{}")
                        .statusCode(status));
    }

    @Test
    void aRemovedMemberIsOutWithinASecond() {
        Person ada = Person.signedIn(database, acme, "owner");
        ada.get(CURRENT).statusCode(200);

        acme.execute("DELETE FROM membership WHERE account_id = $1", Tuple.of(ada.id()));

        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> ada.get(CURRENT).statusCode(403));
    }

    /** One bcrypt takes a quarter of a second of a core. The queue is short; beyond it the answer is 503 at once. */
    @Test
    void hundredsOfSignInsAtOnceDoNotStopTheOthers() throws Exception {
        acme.get(CURRENT).statusCode(200);
        List<Callable<Integer>> signIns = new ArrayList<>();
        for (int signIn = 0; signIn < 300; signIn++) {
            signIns.add(() -> Person.signIn("nobody@example.com", "wrong").statusCode());
        }

        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running =
                    signIns.stream().map(threads::submit).toList();
            acme.get(CURRENT).statusCode(200);
            acme.submitEmail("");
            for (Future<Integer> status : running) {
                statuses.add(status.get());
            }
        }

        assertTrue(statuses.contains(401) && statuses.contains(503), statuses.toString());
        assertTrue(statuses.stream().allMatch(status -> status == 401 || status == 503), statuses.toString());
    }
}
