package dev.carillon.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {

    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/jobs", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            // Every tenth is refused; answers are longer than a packet.
            int status = requests.incrementAndGet() % 10 == 0 ? 429 : 202;
            byte[] answer = "x".repeat(20_000).getBytes(StandardCharsets.UTF_8);
            // By turns with a length and in chunks.
            exchange.sendResponseHeaders(status, requests.get() % 2 == 0 ? answer.length : 0);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anOpenLoadSendsSoManyAtItsPaceAndTellsAnswersApart() throws IOException {
        HttpLoad.Outcome outcome = load(8).open(200, Duration.ofSeconds(1));

        assertEquals(200, requests.get());
        assertEquals(180, outcome.accepted());
        assertEquals(20, outcome.refused());
        assertEquals(200, outcome.latencies().getTotalCount());
        assertEquals(Set.of("{\"a\":1}"), bodies);
        assertTrue(outcome.time().toMillis() >= 990, outcome.time().toString());
    }

    @Test
    void aClosedLoadGoesOnForItsTimeAndWaitsForTheLastAnswer() throws IOException {
        HttpLoad.Outcome outcome = load(4).closed(Duration.ofMillis(500));

        assertEquals(requests.get(), outcome.accepted() + outcome.refused());
        assertTrue(outcome.accepted() > 0);
    }

    private HttpLoad load(int connections) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jobs");
        return new HttpLoad(url, "Authorization: Bearer x\r\n", "{\"a\":1}", connections);
    }
}
