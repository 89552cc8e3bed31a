package dev.carillon.local.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carillon.local.process.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP server on the loopback address that takes every webhook, checks its signature, answers 204 and writes a line to its log. */
public final class WebhookReceiver implements AutoCloseable {

    /** So many are kept in memory; the log has them all. */
    private static final int KEPT = 1_000;

    private final HttpServer server;
    private final Path log;
    private final Deque<ReceivedWebhook> received = new ConcurrentLinkedDeque<>();
    private volatile @Nullable WebhookSignature signature;

    /**
     * A started receiver.
     *
     * @param port where to listen, 0 for any free port
     */
    public WebhookReceiver(int port, Path log) {
        this.log = log;
        try {
            Files.createDirectories(log.resolveSibling("."));
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new StartFailure(
                    "The webhook receiver could not listen on port %d: %s".formatted(port, e.getMessage()), e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    /** From now on signatures are checked with this secret, {@code whsec_…}. */
    public void trust(String secret) {
        signature = new WebhookSignature(secret);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var webhook = new ReceivedWebhook(
                    Instant.now(),
                    exchange.getRequestURI().getPath(),
                    header(exchange, "webhook-id"),
                    header(exchange, "webhook-timestamp"),
                    header(exchange, "webhook-signature"),
                    judge(exchange, body),
                    new String(body, StandardCharsets.UTF_8));
            keep(webhook);
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private ReceivedWebhook.Verdict judge(HttpExchange exchange, byte[] body) {
        var known = signature;
        if (known == null) {
            return ReceivedWebhook.Verdict.UNCHECKED;
        }
        var right = known.matches(
                header(exchange, "webhook-id"),
                header(exchange, "webhook-timestamp"),
                header(exchange, "webhook-signature"),
                body,
                Instant.now());
        return right ? ReceivedWebhook.Verdict.VERIFIED : ReceivedWebhook.Verdict.WRONG;
    }

    private static String header(HttpExchange exchange, String name) {
        var value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private synchronized void keep(ReceivedWebhook webhook) throws IOException {
        received.addLast(webhook);
        if (received.size() > KEPT) {
            received.removeFirst();
        }
        Files.writeString(
                log,
                "%s %s %s (%s) %s%n"
                        .formatted(
                                webhook.at(),
                                webhook.path(),
                                webhook.id(),
                                webhook.verdict().words(),
                                webhook.body().replace('\n', ' ')),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The latest webhooks, oldest first. */
    public List<ReceivedWebhook> received() {
        return List.copyOf(received);
    }

    /** Its address. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
