package dev.carillon.common.log.sentry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.testing.RealServers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Sentry takes connections and answers nobody. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestProfile(SentryAwayTest.Hanging.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SentryAwayTest {

    // A file is appended to: each run has its own.
    private static final Path FILE = Path.of(
            "target",
            "sentry-away-test-%d.json".formatted(ProcessHandle.current().pid()));
    private static final Logger LOG = Logger.getLogger(SentryAwayTest.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String COMPLAINT = "Errors are not reported to Sentry";

    @Inject
    SentryReports reports;

    /** A server whose connections nobody ever takes. */
    public static final class Hanging implements QuarkusTestProfile {

        private static final ServerSocket SERVER = listen();

        private static ServerSocket listen() {
            try {
                return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "SENTRY_DSN",
                    "http://key-of-nobody@127.0.0.1:" + SERVER.getLocalPort() + "/1",
                    "LOG_FILE",
                    FILE.toString(),
                    "carillon.sentry.per-second",
                    "1000",
                    "carillon.sentry.timeout",
                    TIMEOUT.toString());
        }
    }

    @Test
    void whoLogsDoesNotWaitAndOneLineSaysSo() throws IOException {
        long began = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            LOG.errorf("Error %d", i);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        await().atMost(Duration.ofMinutes(1)).until(() -> complaints().size() == 1);
        assertTrue(took.compareTo(TIMEOUT) < 0, took::toString);
        assertEquals(1, complaints().size(), () -> complaints().toString());
        assertEquals(
                500,
                Files.readAllLines(FILE).stream()
                        .filter(line -> line.contains("\"Error "))
                        .count());
    }

    /** Last: nothing is reported after it. */
    @Test
    @Order(Integer.MAX_VALUE)
    void theEndWaitsNoLongerThanItIsTold() {
        LOG.error("The last one");
        long began = System.nanoTime();
        reports.stop(new ShutdownEvent());
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        // It is told 2 s. The rest is for busy machines.
        assertTrue(took.compareTo(Duration.ofSeconds(8)) < 0, took::toString);
    }

    private static List<String> complaints() {
        try {
            return Files.readAllLines(FILE).stream()
                    .filter(line -> line.contains(COMPLAINT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
