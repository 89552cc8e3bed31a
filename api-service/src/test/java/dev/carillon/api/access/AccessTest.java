package dev.carillon.api.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.identity.ApiKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class AccessTest {

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/jobs",
        "GET, /v1/jobs/01a1fc19-05e0-7552-9762-08949f75e346",
        "GET, /v1/jobs/01a1fc19-05e0-7552-9762-08949f75e346/attempts",
        "POST, /v1/jobs/01a1fc19-05e0-7552-9762-08949f75e346/cancel",
        "POST, /v1/jobs/01a1fc19-05e0-7552-9762-08949f75e346/retry",
        "POST, /v1/emails",
        "POST, /v1/notifications",
        "GET, /v1/organizations/current",
        "HEAD, /v1/jobs",
        "GET, //v1/jobs",
        "GET, /v1/./jobs",
        "GET, /v1/jobs/"
    })
    void nothingIsAnsweredWithoutAKey(String method, String path) {
        int status = given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .request(method, path)
                .statusCode();

        assertEquals(401, status);
    }

    @Test
    void theRefusalSaysHow() {
        given().get("/v1/jobs")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .contentType("application/problem+json")
                .body("type", is("/problems/unauthenticated"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Basic YWRtaW46YWRtaW4=",
                "ck_abcdefgh_Abcdefgh12345678Abcdefgh12345678",
                "Bearer ck_abcdefgh_Abcdefgh12345678Abcdefgh12345678",
                "Bearer ck_abcdefgh_Abcdefgh12345678Abcdefgh12345678 x",
                "Bearer ck_' OR 1=1_Abcdefgh12345678Abcdefgh12345678"
            })
    void otherCredentialsAreRefused(String authorization) {
        with(authorization).statusCode(401).contentType("application/problem+json");
    }

    @Test
    void theNameOfTheSchemeIsTheSameInAnyCase() {
        with("bearer " + acme.key().reveal()).statusCode(200);
        with("BEARER   " + acme.key().reveal()).statusCode(200);
    }

    @Test
    void aRightPrefixWithAWrongSecretIsRefusedAndTellsNothing() {
        acme.get("/v1/jobs").statusCode(200);
        ApiKey wrong = new ApiKey(acme.key().prefix(), TestOrganization.newKey().secret());

        with("Bearer " + wrong.reveal())
                .statusCode(401)
                .body("detail", is("The API key is not valid."))
                .body("detail", not(containsString(wrong.secret())));
        acme.get("/v1/jobs").statusCode(200);
    }

    @Test
    void aRevokedKeyEndsWithinASecond() {
        acme.get("/v1/jobs").statusCode(200);

        acme.execute("UPDATE api_key SET revoked_at = now() WHERE organization_id = $1", Tuple.of(acme.id()));

        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> acme.get("/v1/jobs").statusCode(401));
    }

    @Test
    void anExpiredKeyIsRefused() {
        acme.execute("UPDATE api_key SET expires_at = now() WHERE organization_id = $1", Tuple.of(acme.id()));

        acme.get("/v1/jobs").statusCode(401);
    }

    @Test
    void aKeyWorksAsSoonAsItIsMade() {
        ApiKey another = TestOrganization.newKey();
        with("Bearer " + another.reveal()).statusCode(401);

        acme.addKey(another);

        with("Bearer " + another.reveal()).statusCode(200);
    }

    @Test
    void requestsAtTheSameTimeKeepTheirCallers() throws Exception {
        List<TestOrganization> organizations = new ArrayList<>();
        for (int organization = 0; organization < 8; organization++) {
            organizations.add(TestOrganization.create(database));
        }
        List<Callable<String>> requests = new ArrayList<>();
        for (int request = 0; request < 400; request++) {
            TestOrganization organization = organizations.get(request % organizations.size());
            requests.add(() ->
                    organization.get("/v1/organizations/current").extract().path("id"));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<String>> answers = threads.invokeAll(requests);
            for (int request = 0; request < answers.size(); request++) {
                assertEquals(
                        organizations.get(request % organizations.size()).id().toString(),
                        answers.get(request).get());
            }
        }
    }

    private static ValidatableResponse with(String authorization) {
        return given().header("Authorization", authorization).get("/v1/jobs").then();
    }
}
