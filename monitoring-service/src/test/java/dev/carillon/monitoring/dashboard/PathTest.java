package dev.carillon.monitoring.dashboard;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.carillon.monitoring.testing.MonitoringServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard's files are those of its pages, whatever address is asked for; and every answer carries the security headers. */
@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class PathTest {

    private static final List<String> SECURITY_HEADERS = List.of(
            "x-content-type-options: nosniff",
            "x-frame-options: DENY",
            "referrer-policy: same-origin",
            "permissions-policy: camera=()",
            "content-security-policy: default-src 'none'");

    private static final Pattern SCRIPT = Pattern.compile("src=\"(/[^\"]+\\.js)\"");

    @TestHTTPResource("/")
    URI service = URI.create("http://localhost");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/../application.properties",
                "/static/..%2fapplication.properties",
                "/static/%2e%2e/application.properties",
                "/static/%2e%2e%2fapplication.properties",
                "/static/..%252fapplication.properties",
                "/static/..%5capplication.properties",
                "/static/..\\application.properties",
                "/static/bundle/../../../application.properties",
                "//application.properties",
                "/META-INF/resources/../../application.properties",
                "/templates/page.html",
                "/web/app/main.js",
                "/admin/../application.properties",
                "/admin/monitoring/..%2f..%2fapplication.properties",
                "/static/%00",
                "/static/%ff",
                "/status/../../etc/passwd"
            })
    void nothingElseIsServed(String address) throws IOException {
        String answer = ask(address);

        // Below /admin strangers are led to the sign-in, whatever there is.
        assertThat(
                answer, anyOf(startsWith("HTTP/1.1 404 "), startsWith("HTTP/1.1 400 "), startsWith("HTTP/1.1 303 ")));
        assertThat(answer, not(containsStringIgnoringCase("quarkus.")));
        assertThat(answer, not(containsStringIgnoringCase("root:")));
        SECURITY_HEADERS.forEach(header -> assertThat(answer, containsStringIgnoringCase(header)));
    }

    @Test
    void filesCarryTheHeadersToo() throws IOException {
        Matcher script = SCRIPT.matcher(ask("/admin/sign-in"));
        String file = script.find() ? script.group(1) : Assertions.fail("The page has no script");

        String answer = ask(file);

        assertThat(answer, startsWith("HTTP/1.1 200 "));
        SECURITY_HEADERS.forEach(header -> assertThat(answer, containsStringIgnoringCase(header)));
    }

    private String ask(String address) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + address + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
