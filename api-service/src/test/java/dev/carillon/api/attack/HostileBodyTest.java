package dev.carillon.api.attack;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import dev.carillon.api.testing.ApiServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are meant to cost more than they did to send. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class HostileBodyTest {

    private static final long SOON = 15_000;

    static Stream<Arguments> bombs() {
        String mail = "{\"to\":[\"a@example.com\"],\"subject\":\"x\",\"text\":\"x\",\"tags\":";
        return Stream.of(
                Arguments.of("deep arrays", "[".repeat(900_000)),
                Arguments.of("deep objects", "{\"a\":".repeat(180_000)),
                Arguments.of("a long number", "{\"max_attempts\":" + "9".repeat(900_000) + "}"),
                Arguments.of("a large exponent", mail + "1e999999999}"),
                Arguments.of("many keys", mail + "{" + keys(90_000) + "}}"),
                Arguments.of("keys of one hash", mail + "{" + collidingKeys(1 << 13) + "}}"),
                Arguments.of("many values", "[" + "1,".repeat(450_000) + "1]"),
                Arguments.of("a long name", "{\"" + "a".repeat(900_000) + "\":1}"),
                Arguments.of("spaces", " ".repeat(1_000_000)));
    }

    private static String keys(int count) {
        StringBuilder keys = new StringBuilder();
        for (int key = 0; key < count; key++) {
            keys.append(key == 0 ? "\"" : ",\"").append(key).append("\":1");
        }
        return keys.toString();
    }

    /** "Aa" and "BB" have the same hash in Java, and so has what is made of them. */
    private static String collidingKeys(int count) {
        StringBuilder keys = new StringBuilder();
        for (int key = 0; key < count; key++) {
            keys.append(key == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 13; bit++) {
                keys.append((key >> bit & 1) == 0 ? "Aa" : "BB");
            }
            keys.append("\":\"x\"");
        }
        return keys.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void areRefusedSoon(String name, String body) {
        post("application/json", body.getBytes(StandardCharsets.UTF_8))
                .statusCode(anyOf(is(400), is(413), is(422)))
                .time(lessThan(SOON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"subject\":NaN}",
                "{\"subject\":Infinity}",
                "{\"subject\":'x'}",
                "{\"subject\":\"x\",}",
                "{subject:1}",
                "{} {}",
                "// x\n{}",
                "\ufeff{}",
                "{\"subject\":01}",
                "{\"subject\":\"\\x41\"}",
                "{\"subject\":\"a\nb\"}"
            })
    void whatIsNotJsonIsMalformed(String body) {
        post("application/json", body.getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("type", equalTo("/problems/malformed-json"));
    }

    @Test
    void textInAnotherEncodingIsRefused() {
        post("application/json", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})
                .statusCode(400);
        post("application/json;charset=utf-16", "{}".getBytes(StandardCharsets.UTF_16))
                .statusCode(415);
        post("application/json;charset=iso-8859-1", "{}".getBytes(StandardCharsets.ISO_8859_1))
                .statusCode(415);
        post("text/plain", "{}".getBytes(StandardCharsets.UTF_8)).statusCode(415);
    }

    @Test
    void aCompressedBodyIsNotUnpacked() {
        given().header("Authorization", "Bearer " + ApiServers.API_KEY)
                .header("Content-Encoding", "gzip")
                .contentType("application/json")
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post("/v1/emails")
                .then()
                .statusCode(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"subject\":\"x\\r\\nBcc: eve@example.com\"",
                "\"subject\":\"x\\u2028y\"",
                "\"subject\":\"x\",\"from\":\"a@example.com\\r\\nBcc: eve@example.com\"",
                "\"subject\":\"x\",\"reply_to\":\"a@example.com\\nX: y\"",
                "\"subject\":\"x\",\"from\":\"\\\"Ada\\\\\\r\\n\\\" <a@example.com>\"",
                "\"subject\":\"x\",\"headers\":{\"X-A\":\"b\\r\\nBcc: eve@example.com\"}",
                "\"subject\":\"x\",\"headers\":{\"X-A: b\\r\\nBcc\":\"eve@example.com\"}",
                "\"subject\":\"x\",\"headers\":{\"bcc\":\"eve@example.com\"}",
                "\"subject\":\"x\",\"headers\":{\"Content-Type\":\"text/html\"}",
                "\"subject\":\"x\",\"cc\":[\"a@example.com>\\r\\nRCPT TO:<eve@example.com\"]"
            })
    void noFieldOfAMailMakesAHeader(String fields) {
        post(
                        "application/json",
                        "{\"to\":[\"a@example.com\"],\"text\":\"x\",%s}"
                                .formatted(fields)
                                .getBytes(StandardCharsets.UTF_8))
                .statusCode(422);
    }

    private static ValidatableResponse post(String type, byte[] body) {
        return given().header("Authorization", "Bearer " + ApiServers.API_KEY)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", type)
                .body(body)
                .post("/v1/emails")
                .then();
    }
}
