package dev.carillon.common.http;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class SecurityHeadersTest {

    @TestHTTPResource("/")
    URI service = URI.create("http://localhost");

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/numbers/1", "/numbers/none", "/nowhere", "/metrics", "/q/metrics"})
    void everyAnswerCarriesThem(String path) {
        get(path)
                .then()
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header("Permissions-Policy", containsString("camera=()"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
    }

    /** What is refused before there is a route: the guard gives them. */
    @Test
    void alsoARefusalOfWhatIsNoRequest() throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer, startsWith("HTTP/1.1 400 "));
            assertThat(answer, containsStringIgnoringCase("x-content-type-options: nosniff"));
            assertThat(answer, containsStringIgnoringCase("content-security-policy: "));
            assertThat(answer, containsStringIgnoringCase("content-type: application/problem+json"));
        }
    }

    @Test
    void doesNotPromiseTlsToWhoCameWithout() {
        given().header("X-Forwarded-Proto", "https")
                .get("/health")
                .then()
                .header("Strict-Transport-Security", nullValue());
    }

    @Test
    void keepsAWellFormedRequestId() {
        given().header("X-Request-Id", "order-4711-retry.2")
                .get("/nowhere")
                .then()
                .header("X-Request-Id", equalTo("order-4711-retry.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with space and more", "quote\"quote\"quote", "läuft-nicht-so"})
    void replacesAMalformedRequestId(String malformed) {
        given().header("X-Request-Id", malformed)
                .get("/nowhere")
                .then()
                .header("X-Request-Id", matchesPattern("[0-9a-f]{32}"))
                .header("X-Request-Id", not(equalTo(malformed)));
    }
}
