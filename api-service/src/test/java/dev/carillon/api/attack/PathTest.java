package dev.carillon.api.attack;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No address leads to what is not served, and none around the need for a key. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class PathTest {

    @TestHTTPResource("/")
    URI service = URI.create("http://localhost");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/../../etc/passwd",
                "/..%5c..%5cetc",
                "/..%252f..%252fapplication.properties",
                "//etc/passwd",
                "/META-INF/microprofile-config.properties",
                "/application.properties",
                "/openapi/%2e%2e/%2e%2e/application.properties",
                "/v1/jobs/%00",
                "/v1/jobs/%ff%fe",
                "/v1/jobs/..%2f..%2fhealth"
            })
    void noAddressLeadsOutside(String address) throws Exception {
        HttpResponse<String> answer = ask(address, Optional.of(ApiServers.API_KEY));

        assertEquals(404, answer.statusCode());
        assertEquals(Optional.of("nosniff"), answer.headers().firstValue("X-Content-Type-Options"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/../v1/jobs", "/health/%2e%2e/v1/jobs", "/v1//jobs", "/v1/jobs;x=y", "/v1/jobs/"})
    void whatIsNormalisedStillNeedsAKey(String address) throws Exception {
        assertThat(ask(address, Optional.empty()).statusCode(), is(oneOf(401, 404)));
    }

    private HttpResponse<String> ask(String address, Optional<String> key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://%s:%d%s".formatted(service.getHost(), service.getPort(), address)));
        key.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
