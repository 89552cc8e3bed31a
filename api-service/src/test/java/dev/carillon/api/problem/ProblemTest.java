package dev.carillon.api.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class ProblemTest {

    private static final String EMAILS = "/v1/emails";

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"to\":[\"a@b.de\"],}",
                "to=a@b.de",
                "<email/>",
                "{} {}",
                "\uFEFF{}",
                "{\"a\":NaN}"
            })
    void malformedJsonIs400(String body) {
        problem(acme.post(EMAILS, body), 400, "malformed-json", EMAILS);
    }

    @Test
    void malformedJsonIsToldByItsPlace() {
        acme.post(EMAILS, "{\n  \"to\": [\"a@b.de\",]\n}")
                .statusCode(400)
                .body("detail", containsString("line 2, column 19"));
    }

    @Test
    void anUnknownAddressIs404() {
        problem(acme.get("/v1/nothing"), 404, "not-found", "/v1/nothing");
        problem(acme.get("/nothing"), 404, "not-found", "/nothing");
        problem(acme.get("/"), 404, "not-found", "/");
        acme.request().header("Accept", "text/html").get("/nothing").then().contentType("application/problem+json");
    }

    @Test
    void anotherMethodIs405AndSaysWhichThereAre() {
        problem(acme.get(EMAILS), 405, "method-not-allowed", EMAILS);
        acme.get(EMAILS).header("Allow", "POST");
        problem(acme.request().delete("/v1/jobs/x").then(), 405, "method-not-allowed", "/v1/jobs/x");
        acme.request().delete("/v1/jobs/x").then().header("Allow", "GET, HEAD, PATCH");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /openapi",
                "DELETE | /openapi.json",
                "TRACE  | /openapi",
                "PUT    | /health/ready",
                "POST   | /metrics",
                "POST   | /problems/not-found",
                "POST   | /account/sign-in",
                "DELETE | /account/members",
                "POST   | /icon.svg"
            })
    void whatOnlyTellsSomethingTakesNothing(String method, String path) {
        problem(given().request(method, path).then(), 405, "method-not-allowed", path);
        given().request(method, path).then().header("Allow", "GET, HEAD");
        given().redirects().follow(false).get(path).then().statusCode(lessThan(400));
        given().redirects().follow(false).head(path).then().statusCode(lessThan(400));
    }

    @Test
    void anotherAnswerThanJsonIs406() {
        problem(
                acme.request()
                        .header("Accept", "application/xml")
                        .get("/v1/jobs")
                        .then(),
                406,
                "not-acceptable",
                "/v1/jobs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/mixed",
                "application/json; charset=iso-8859-1",
                "nonsense"
            })
    void anotherMediaTypeIs415(String mediaType) {
        problem(
                acme.request()
                        .config(RestAssured.config()
                                .encoderConfig(EncoderConfig.encoderConfig()
                                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                        .encodeContentTypeAs(mediaType, ContentType.TEXT)))
                        .contentType(mediaType)
                        .body("{}")
                        .post(EMAILS)
                        .then(),
                415,
                "unsupported-media-type",
                EMAILS);
    }

    @Test
    void aLargeBodyIs413() throws IOException {
        String announced = raw("POST " + EMAILS + " HTTP/1.1\r\nContent-Length: 1048577\r\n", "{");
        assertTrue(announced.startsWith("HTTP/1.1 413 "), announced);
        assertTrue(announced.contains("/problems/body-too-large"), announced);

        String batch = raw("POST /v1/emails/batch HTTP/1.1\r\nContent-Length: 10485761\r\n", "{");
        assertTrue(batch.startsWith("HTTP/1.1 413 "), batch);

        String huge = raw("POST " + EMAILS + " HTTP/1.1\r\nContent-Length: 9223372036854775807\r\n", "{");
        assertTrue(huge.startsWith("HTTP/1.1 413 "), huge);

        String streamed = raw(
                "POST " + EMAILS + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n",
                ("40000\r\n" + " ".repeat(0x40000) + "\r\n").repeat(5));
        assertTrue(streamed.startsWith("HTTP/1.1 413 "), streamed);
        assertTrue(streamed.contains("/problems/body-too-large"), streamed);
    }

    @Test
    void aLargeBodyWithinTheLimitIsTaken() {
        acme.post(EMAILS, "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"%s\"}".formatted("x".repeat(1_000_000)))
                .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/emails HTTP/1.1\r\nContent-Length: x\r\n",
                "POST /v1/emails HTTP/1.1\r\nContent-Length: -1\r\n",
                "POST /v1/emails HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n",
                "GET /v1/jobs?%zz HTTP/1.1\r\n",
                "GET /v1/jobs?limit=%zz HTTP/1.1\r\n",
                "GET /v1/jobs/%zz HTTP/1.1\r\n",
                "GET /%c0%ae%c0%ae/etc/passwd HTTP/1.1\r\n"
            })
    void whatIsHardlyHttpIsNoDefectOfOurs(String head) throws IOException {
        String answer = raw(head, "");

        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
    }

    @Test
    void aNumberWithADeepExponentIsNoDefectOfOurs() {
        acme.post(EMAILS, "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\",\"max_attempts\":1e999999999}")
                .statusCode(422);
    }

    @Test
    void everyRefusalCarriesTheIdsOfItsRequest() {
        acme.request()
                .header("X-Request-Id", "my-request-1")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .get("/v1/jobs/x")
                .then()
                .header("X-Request-Id", "my-request-1")
                .body("trace_id", is("4bf92f3577b34da6a3ce929d0e0e4736"));
    }

    /** Submissions share commits, in whose outcome the requests of others are told too. */
    @Test
    void refusalsOfRequestsSideBySideCarryTheirOwnTraces() throws InterruptedException {
        // Refused by what the database answers to many of them at once.
        String mail = "{\"to\":[\"a@b.de\"],\"subject\":\"%s\",\"text\":\"x\"}";
        acme.request()
                .header("Idempotency-Key", "traces")
                .contentType(ContentType.JSON)
                .body(mail.formatted("first"))
                .post(EMAILS)
                .then()
                .statusCode(202);
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(40);
        for (int i = 0; i < 40; i++) {
            String trace = "%032x".formatted(i + 1);
            Thread.ofVirtual().start(() -> {
                String told = acme.request()
                        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                        .header("Idempotency-Key", "traces")
                        .contentType(ContentType.JSON)
                        .body(mail.formatted("another"))
                        .post(EMAILS)
                        .then()
                        .extract()
                        .path("trace_id");
                if (!trace.equals(told)) {
                    wrong.add(trace + " was told " + told);
                }
                done.countDown();
            });
        }

        assertTrue(done.await(30, TimeUnit.SECONDS), "all are answered");
        assertEquals(List.of(), List.copyOf(wrong));
    }

    private static void problem(ValidatableResponse response, int status, String kind, String instance) {
        String answer = response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("/problems/" + kind))
                .body("status", is(status))
                .body("title", not(""))
                .body("detail", not(""))
                .body("instance", is(instance))
                .body("trace_id", matchesPattern("[0-9a-f]{32}"))
                .extract()
                .asString();
        for (String innards : new String[] {"Exception", "jackson", "jakarta", "io.quarkus", "dev.carillon", "\tat "}) {
            assertEquals(-1, answer.indexOf(innards), answer);
        }
    }

    /** Sends what no well-behaved client would, and answers what comes back until the service closes or has said enough. */
    private String raw(String head, String body) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            String request = head
                    + "Host: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nAuthorization: Bearer "
                    + acme.key().reveal() + "\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.write(body.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException closed) {
            return "";
        }
    }
}
