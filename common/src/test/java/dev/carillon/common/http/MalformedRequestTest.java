package dev.carillon.common.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not one well-formed request is refused, with a problem and the headers of every answer, and nothing behind it is read. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class MalformedRequestTest {

    private static final String HOST = "Host: localhost\r\n";
    private static final String POST = "POST /echo HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
    private static final String GET = "GET /numbers/7 HTTP/1.1\r\n";
    /** What somebody wants to have answered as a request of its own. */
    private static final String SMUGGLED = "GET /metrics HTTP/1.1\r\n" + HOST + "\r\n";

    private static final List<String> SECURITY_HEADERS = List.of(
            "x-content-type-options: nosniff",
            "x-frame-options: DENY",
            "referrer-policy: same-origin",
            "permissions-policy: camera=()",
            "content-security-policy: default-src 'none'",
            "cross-origin-opener-policy: same-origin");

    @TestHTTPResource("/")
    URI service = URI.create("http://localhost");

    static Stream<Arguments> malformed() {
        String chunks = "Transfer-Encoding: chunked\r\n";
        return Stream.of(
                Arguments.of("CL.TE", 400, POST + "Content-Length: 6\r\n" + chunks + "\r\n0\r\n\r\n"),
                Arguments.of("TE.CL", 400, POST + chunks + "Content-Length: 4\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE twice", 400, POST + chunks + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE chunked twice", 400, POST + chunks + chunks + "\r\n0\r\n\r\n"),
                Arguments.of("TE unknown", 400, POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE list", 400, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE in HTTP/1.0", 400, POST.replace("1.1", "1.0") + chunks + "\r\n0\r\n\r\n"),
                Arguments.of("TE with space", 400, POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE on a line of its own", 400, POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("TE with tab", 400, POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("two lengths", 400, POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                Arguments.of("list of lengths", 400, POST + "Content-Length: 2, 2\r\n\r\n{}"),
                Arguments.of("signed length", 400, POST + "Content-Length: +2\r\n\r\n{}"),
                Arguments.of("negative length", 400, POST + "Content-Length: -1\r\n\r\n{}"),
                Arguments.of("hexadecimal length", 400, POST + "Content-Length: 0x2\r\n\r\n{}"),
                Arguments.of("enormous length", 400, POST + "Content-Length: 99999999999999999999\r\n\r\n{}"),
                Arguments.of("bare line feeds", 400, "GET /numbers/7 HTTP/1.1\nHost: localhost\n\n"),
                Arguments.of("bare line feed in a field", 400, POST + "X: y\n" + chunks + "\r\n0\r\n\r\n"),
                Arguments.of("bare carriage return", 400, GET + HOST + "X-A: b\rX-B: c\r\n\r\n"),
                Arguments.of("NUL in a field", 400, GET + HOST + "X-A: b\u0000c\r\n\r\n"),
                Arguments.of("chunk size with 0x", 400, POST + chunks + "\r\n0x2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("negative chunk", 400, POST + chunks + "\r\n-1\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("enormous chunk", 400, POST + chunks + "\r\nffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
                Arguments.of("chunk without its end", 400, POST + chunks + "\r\n2\r\n{}xx0\r\n\r\n"),
                Arguments.of("no host", 400, GET + "\r\n"),
                Arguments.of("two hosts", 400, GET + "Host: a\r\nHost: b\r\n\r\n"),
                Arguments.of("no such host", 400, GET + "Host: a/../@b\r\n\r\n"),
                Arguments.of("unknown version", 400, "GET /numbers/7 HTTP/9.9\r\n" + HOST + "\r\n"),
                Arguments.of("no version", 400, "GET /health/live\r\n\r\n"),
                Arguments.of("TLS", 400, "\u0016\u0003\u0001\u0002\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
                Arguments.of("CONNECT", 400, "CONNECT example.com:443 HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("asterisk", 400, "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("NUL in the address", 400, "GET /numbers/\u0000 HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("half an escape", 400, "GET /numbers/%z HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("half an escape in the query", 400, "GET /numbers?state=%z HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("backslashes", 400, "GET /..\\..\\etc\\passwd HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("HTTP/2", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of("long address", 414, "GET /?" + "x".repeat(20_000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("long field", 431, GET + HOST + "X-A: " + "x".repeat(17_000) + "\r\n\r\n"),
                Arguments.of("many fields", 431, GET + HOST + "a:b\r\n".repeat(101) + "\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void isRefusedAndEndsTheConnection(String name, int status, String request) throws IOException {
        try (RawConnection connection = new RawConnection(service)) {
            String answers = connection.send(request + SMUGGLED).answers();

            assertThat(answers, startsWith("HTTP/1.1 " + status + " "));
            assertThat(answers, containsStringIgnoringCase("content-type: application/problem+json"));
            assertThat(answers, containsString("\"status\":" + status));
            SECURITY_HEADERS.forEach(header -> assertThat(answers, containsStringIgnoringCase(header)));
            assertEquals(1, answers.split("HTTP/1\\.", -1).length - 1, "answers: " + answers);
            assertThat(connection.isClosed(), is(true));
        }
    }

    @Test
    void aWellFormedChunkedRequestIsTaken() throws IOException {
        try (RawConnection connection = new RawConnection(service)) {
            String answers = connection
                    .send(POST + "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n0\r\nX-Trailer: 1\r\n\r\n")
                    .answers();

            assertThat(answers, startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void anUpgradeToHttp2IsNotMade() throws IOException {
        try (RawConnection connection = new RawConnection(service)) {
            String answers = connection
                    .send(GET + HOST + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                            + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n")
                    .answers();

            assertThat(answers, startsWith("HTTP/1.1 200 "));
        }
    }
}
