package dev.carillon.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * A customer's receiver of webhooks. It counts what arrives by its {@code webhook-id}, verifies nothing away, and answers as a
 * test wants it to.
 */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final Collection<Request> requests = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<String, IntUnaryOperator> answers = new ConcurrentHashMap<>();

    /** A request that arrived. */
    record Request(String path, Map<String, List<String>> headers, String body) {

        /** The first value of a header; empty without. */
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        String id() {
            return header("webhook-id");
        }
    }

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Answers the n-th request (from 1) to {@code path} with the status that {@code status} gives for n. It may take its time. */
    void answer(String path, IntUnaryOperator status) {
        answers.put(path, status);
    }

    /** What arrived at {@code path}, oldest first. */
    List<Request> requests(String path) {
        return requests.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** How often each job arrived at {@code path}. */
    Map<String, Long> counts(String path) {
        return requests(path).stream().collect(Collectors.groupingBy(Request::id, Collectors.counting()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(path, Map.copyOf(exchange.getRequestHeaders()), body));
            int status = answers.getOrDefault(path, _ -> 204)
                    .applyAsInt(requests(path).size());
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
