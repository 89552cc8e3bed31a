package dev.carillon.worker.testing;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.carillon.local.testing.TestDatabase;
import dev.carillon.local.testing.TestMail;
import dev.carillon.local.testing.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, Redis, SMTP and an HTTP receiver for the service under test. Fast retries and short leases. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    private @Nullable WireMockServer receiver;

    /** Marks a field of a test that gets the receiver of webhooks. */
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Receiver {}

    @Override
    public Map<String, String> start() {
        TestDatabase database = TestServers.postgres().createDatabase("worker");
        TestMail mail = TestServers.mail();
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                // Slow answers are not to hold its few threads.
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(50));
        server.start();
        receiver = server;
        return Map.ofEntries(
                Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
                Map.entry("quarkus.datasource.reactive.url", database.reactiveUrl()),
                Map.entry("quarkus.datasource.username", database.user()),
                Map.entry("quarkus.datasource.password", database.password()),
                Map.entry("quarkus.flyway.migrate-at-start", "true"),
                Map.entry("quarkus.redis.hosts", TestServers.redis().url()),
                Map.entry("quarkus.redis.consumer.hosts", TestServers.redis().url()),
                Map.entry("quarkus.mailer.host", mail.host()),
                Map.entry("quarkus.mailer.port", Integer.toString(mail.port())),
                Map.entry("quarkus.mailer.from", "Carillon <carillon@example.test>"),
                Map.entry("quarkus.mailer.start-tls", "DISABLED"),
                Map.entry("carillon.outbound.allow", "127.0.0.1/32"),
                Map.entry("carillon.channel.webhook.timeout", "PT5S"),
                Map.entry("carillon.retry.delays", "PT0.1S,PT0.2S"),
                Map.entry("carillon.lane.mild-pause", "PT0.1S"),
                Map.entry("carillon.lane.longest-mild-pause", "PT0.5S"),
                Map.entry("carillon.worker.lease", "PT3S"),
                Map.entry("carillon.upkeep.promote-every", "PT0.05S"),
                Map.entry("carillon.upkeep.adopt-every", "PT0.2S"),
                Map.entry("carillon.upkeep.adopt-grace", "PT1S"),
                Map.entry("carillon.upkeep.observe-every", "PT0.5S"),
                Map.entry("carillon.upkeep.rescue-every", "PT0.2S"),
                Map.entry("carillon.upkeep.answer-patience", "PT3S"),
                Map.entry("carillon.upkeep.rescue-caution", "PT0.1S"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                receiver, new TestInjector.AnnotatedAndMatchesType(Receiver.class, WireMockServer.class));
    }

    @Override
    public void stop() {
        if (receiver != null) {
            receiver.stop();
        }
    }
}
