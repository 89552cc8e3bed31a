package dev.carillon.common.problem;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong before or beside resources, in every service. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ProblemRoutesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @ParameterizedTest
    @CsvSource({
        "/v1/throws, 500, internal",
        "/v1/fails, 500, internal",
        "/v1/fails-later, 500, internal",
        "/v1/outage, 503, unavailable",
        "/v1/refuses, 409, conflict",
        "/v1/teapot, 400, bad-request",
        "/health/nonesuch, 404, not-found",
        "/problems/nonesuch, 404, not-found",
        "/nowhere, 404, not-found",
    })
    void failuresOfRoutesAreProblems(String path, int status, String kind) {
        problem(
                        given().header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                                .get(path)
                                .then(),
                        status,
                        kind)
                .body("instance", is(path))
                .body("trace_id", is(TRACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/health", "/health/ready", "/metrics", "/api/metrics", "/problems/", "/problems/validation"})
    void whatOnlyTellsSomethingRefusesOtherMethods(String path) {
        for (String method : new String[] {"POST", "DELETE", "PATCH"}) {
            problem(given().request(method, path).then(), 405, "method-not-allowed")
                    .header("Allow", is("GET, HEAD"));
        }
        given().head(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /health HTTP/1.1\r\n\r\n",
                "GET health HTTP/1.1\r\nHost: x\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
                "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\nno header\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            })
    void whatIsRefusedBeforeAnyRouteIsAProblemToo(String request) throws IOException {
        String answer = raw(request);

        assertTrue(answer.startsWith("HTTP/1.1 4"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("\"trace_id\":\""), answer);
    }

    @Test
    void halfAnAnswerDoesNotLookLikeAWholeOne() throws IOException {
        String answer = raw("GET /v1/half HTTP/1.1\r\nHost: x\r\n\r\n");

        assertFalse(answer.contains("\r\n0\r\n"), answer);
        assertFalse(answer.contains("SELECT"), answer);
    }

    @Test
    void aTypeLeadsToItsPage() {
        String type = get("/nowhere").then().extract().path("type");

        get(type)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("style-src 'sha256-"))
                .body(containsString("<h1>Not found</h1>"))
                .body(containsString("the two are answered alike"));
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void everyKindHasAPageThatIsListed(ProblemKind kind) {
        get("/problems/" + kind.slug())
                .then()
                .statusCode(200)
                .body(containsString("Status <strong>" + kind.status() + "</strong>"))
                .body(not(containsString("`")));
        get("/problems/").then().statusCode(200).body(containsString("<a href=\"" + kind.slug() + "\">"));
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String kind) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("/problems/" + kind))
                .body("status", is(status))
                .body("detail", not(""))
                .body("trace_id", matchesPattern("[0-9a-f]{32}"))
                .body(not(containsString("SELECT")))
                .body(not(containsString("Exception")));
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(5_000);
            String closing = request.replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
            socket.getOutputStream().write(closing.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
