package dev.carillon.common.http;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class SecurityHeadersTest {

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
