package dev.carillon.common.log.sentry;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.List;
import java.util.Map;

/** Takes what a service reports. A field of the test that has this type is given the one that the service reports to. */
public final class FakeSentry implements QuarkusTestResourceLifecycleManager {

    static final String KEY = "c0ffeec0ffeec0ffeec0ffeec0ffeec0";

    /** Where the project's envelopes go: the client makes it of the DSN. */
    static final String PATH = "/api/42/envelope/";

    private final WireMockServer server = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    @Override
    public Map<String, String> start() {
        server.start();
        server.stubFor(post(PATH).willReturn(ok("{}")));
        return Map.of("SENTRY_DSN", "http://" + KEY + "@127.0.0.1:" + server.port() + "/42");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(FakeSentry.class));
    }

    @Override
    public void stop() {
        server.stop();
    }

    /** All that came, also what was sent to an address where nobody takes it. */
    List<LoggedRequest> requests() {
        return server.findAll(postRequestedFor(anyUrl()));
    }

    /** The envelopes that came, the oldest first. */
    List<Envelope> envelopes() {
        return requests().stream()
                .map(request -> Envelope.of(request.getBody()))
                .toList();
    }

    /** The events in them. */
    List<ReportedEvent> events() {
        return envelopes().stream().flatMap(Envelope::events).toList();
    }
}
