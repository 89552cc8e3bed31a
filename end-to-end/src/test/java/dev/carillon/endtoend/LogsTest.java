package dev.carillon.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Looks into the logs of the whole run, after every other test, for the secrets and the personal data that the tests used. */
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LogsTest {

    private static final String TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyMTI";
    private static final String FORGOTTEN = "forgotten.person@example.test";
    private static final String PHONE = "+4915712345678";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    @Order(1)
    void aSecretInALogIsFound(@TempDir Path folder) throws IOException {
        Ledger.keep("a password", "horse battery staple");
        Files.writeString(folder.resolve("some.log"), "all is well\nrefused: horse battery staple\nall is well\n");

        List<String> findings = Ledger.findings(folder);

        assertEquals(1, findings.size());
        assertTrue(findings.getFirst().contains("a password"), findings::toString);
    }

    @Test
    @Order(2)
    void noLogOfTheRunShowsAnythingSecret() throws IOException, InterruptedException {
        Suite suite = Suite.running();
        tempt(suite);
        suite.stopServices();

        assertTrue(
                Ledger.kinds()
                        .containsAll(Set.of(
                                "an e-mail address",
                                "a phone number",
                                "an API key",
                                "a webhook secret",
                                "password",
                                "token",
                                "a cookie")),
                () -> "the tests used all kinds: " + Ledger.kinds());
        assertTrue(Suite.logs().size() > 20, "there are logs");
        assertEquals(List.of(), Ledger.findings(Suite.LOGS));
    }

    @Test
    @Order(3)
    void noLogOfTheRunHasALineThatIsNoJson() {
        assertEquals(
                List.of(),
                Suite.logs().stream()
                        .filter(line -> !line.startsWith("{"))
                        // The JVM's own, at its start.
                        .filter(line -> !line.startsWith("Picked up ") && !line.startsWith("WARNING: "))
                        // The client of PostgreSQL writes this by itself when a server that is killed ends a connection
                        // that is not in use.
                        .filter(line -> !line.startsWith("io.vertx.pgclient.PgException: FATAL: "))
                        .toList());
    }

    /** Puts what is secret where code is tempted to log it: into faults of every kind. */
    private void tempt(Suite suite) throws IOException, InterruptedException {
        ApiClient api = new ApiClient(suite.api.address());
        Ledger.keep("a token", TOKEN);
        Ledger.keep("a phone number", PHONE);
        Ledger.keep("an e-mail address", FORGOTTEN);
        api.get("/v1/organizations/current");
        api.get("/v1/jobs/" + TOKEN);
        api.get("/v1/jobs?tag=" + TOKEN + "&cursor=" + TOKEN);
        api.get("/v1/suppressions/forgotten.person%40example.test");
        api.post("/v1/notifications", Map.of("channel", "sms", "to", PHONE, "body", "Hello"));
        suite.mail.refuseRecipient(FORGOTTEN, "550 5.1.1 <" + FORGOTTEN + "> has no password=Not-In-A-Log-1");
        Ledger.keep("a password", "Not-In-A-Log-1");
        api.await(api.email(FORGOTTEN, "Who are you?"), "failed");
        suite.mail.acceptAll();
        for (Suite.Service service : List.of(suite.api, suite.worker, suite.monitoring)) {
            send(service, "GET", "/health?token=" + TOKEN, "");
            send(service, "GET", "/" + FORGOTTEN, "");
        }
        int refused = send(
                        suite.api,
                        "POST",
                        "/v1/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(FORGOTTEN, "Not-The-Right-One-1"))
                .statusCode();
        assertEquals(401, refused);
        send(
                suite.api,
                "POST",
                "/v1/auth/login",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(Suite.ADMINISTRATOR, Suite.PASSWORD));
        send(suite.api, "POST", "/v1/auth/login", "{\"password\":\"Not-The-Right-One-1\", broken");
        send(
                suite.api,
                "POST",
                "/v1/auth/password-reset/confirm",
                "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(TOKEN, "Not-The-Right-One-1"));
        send(
                suite.monitoring,
                "POST",
                "/v1/session",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(FORGOTTEN, "Not-The-Right-One-1"));
    }

    private HttpResponse<String> send(Suite.Service service, String method, String path, String body)
            throws IOException, InterruptedException {
        Ledger.keepThoseOf(body);
        HttpResponse<String> answer = Ledger.keepThoseOf(http.send(
                HttpRequest.newBuilder(URI.create(service.address() + path.replace("@", "%40")))
                        .header("Content-Type", "application/json")
                        .header("X-Carillon-Request", "1")
                        // Somebody sends what is no id of a request.
                        .header("X-Request-Id", Suite.API_KEY)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString()));
        assertFalse(answer.body().contains("Exception") || answer.body().contains("SELECT "), answer.body());
        return answer;
    }
}
