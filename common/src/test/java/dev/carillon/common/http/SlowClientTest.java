package dev.carillon.common.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import dev.carillon.common.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Whoever sends or takes a byte now and then does not hold a connection for ever. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class SlowClientTest {

    private static final String HEAD = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final Duration LONG = Duration.ofSeconds(25);

    @TestHTTPResource("/")
    URI service = URI.create("http://localhost");

    @Test
    void aHeadThatTricklesInEnds() throws IOException {
        assertEndsWith408("GET /numbers/7 HTTP/1.1\r\nX-Slow: ");
    }

    @Test
    void aBodyThatTricklesInEnds() throws IOException {
        assertEndsWith408(HEAD + "Content-Length: 1000\r\n\r\n");
    }

    @Test
    void aChunkedBodyThatTricklesInEnds() throws IOException {
        assertEndsWith408(HEAD + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n");
    }

    private void assertEndsWith408(String beginning) throws IOException {
        long begun = System.nanoTime();
        try (RawConnection connection = new RawConnection(service);
                ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor()) {
            connection.send(beginning);
            var unused = trickle.scheduleAtFixedRate(() -> sendOne(connection), 200, 200, TimeUnit.MILLISECONDS);
            String answer = connection.answers();
            trickle.shutdownNow();

            assertThat(answer, startsWith("HTTP/1.1 408 "));
            assertThat(answer, containsString("request-timeout"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun), lessThan(LONG));
        }
    }

    private static void sendOne(RawConnection connection) {
        try {
            connection.send("x");
        } catch (IOException closed) {
            // As it should be, in the end.
        }
    }

    @Test
    void whoTakesNothingOfAnswersIsLetGo() throws IOException {
        try (RawConnection connection = new RawConnection(service)) {
            connection.socket().setReceiveBufferSize(4_096);
            // Asks for far more than all buffers on the way hold, and reads none of it.
            String request = "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n";
            List<String> requests = new ArrayList<>();
            for (int count = 0; count < 200; count++) {
                requests.add(request);
            }
            connection.send(String.join("", requests));
            long begun = System.nanoTime();
            Awaitility.await().atMost(LONG).until(() -> isGone(connection));

            assertThat(Duration.ofNanos(System.nanoTime() - begun), greaterThan(Duration.ofSeconds(1)));
        }
    }

    /** A connection that the other side gave up refuses what is sent to it. */
    private static boolean isGone(RawConnection connection) {
        try {
            connection.socket().getOutputStream().write('\r');
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
