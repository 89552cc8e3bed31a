package dev.carillon.common.log.sentry;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Takes what a service reports. */
public final class FakeSentry implements QuarkusTestResourceLifecycleManager {

    static final String KEY = "0123456789abcdef0123456789abcdef";

    private static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @Override
    public Map<String, String> start() {
        SERVER.start();
        SERVER.stubFor(post(anyUrl()).willReturn(ok("{}")));
        return Map.of("SENTRY_DSN", "http://" + KEY + "@127.0.0.1:" + SERVER.port() + "/42");
    }

    @Override
    public void stop() {
        SERVER.stop();
    }

    static List<LoggedRequest> requests() {
        return SERVER.findAll(postRequestedFor(anyUrl()));
    }

    /** Envelopes are lines of JSON: a head, then heads of items each before its item. */
    static Stream<JsonObject> events() {
        return requests().stream()
                .flatMap(request -> text(request.getBody()).lines())
                .filter(line -> line.startsWith("{"))
                .map(JsonObject::new)
                .filter(item -> item.containsKey("logentry"));
    }

    /** They come compressed. */
    private static String text(byte[] body) {
        boolean compressed = body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
        try (InputStream in =
                compressed ? new GZIPInputStream(new ByteArrayInputStream(body)) : new ByteArrayInputStream(body)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
