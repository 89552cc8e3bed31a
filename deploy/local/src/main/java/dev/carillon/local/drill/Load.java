package dev.carillon.local.drill;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Clients of all organizations, at a steady rate whatever happens, by turns over the API instances and the channels. */
final class Load implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Fleet fleet;
    private final int perSecond;
    private final List<String> keys = Organizations.keys();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger surprising = new AtomicInteger();
    private final ConcurrentLinkedQueue<CompletableFuture<?>> underWay = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> refusalMillis = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private @Nullable Thread thread;
    private int number;

    Load(Fleet fleet, int perSecond) {
        this.fleet = fleet;
        this.perSecond = perSecond;
    }

    /** What became of requests that were not accepted. */
    record Refusals(int unavailable, int unanswered, int surprising, long slowestRefusalMillis) {}

    /** Begins. */
    void start() {
        thread = Thread.ofPlatform().name("drill-load").start(this::run);
    }

    /** Ends, once every request has been answered or given up. */
    Refusals finish() {
        stopped = true;
        try {
            var running = thread;
            if (running != null) {
                running.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        underWay.forEach(CompletableFuture::join);
        return new Refusals(
                unavailable.get(),
                unanswered.get(),
                surprising.get(),
                refusalMillis.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    @Override
    public void close() {
        stopped = true;
        http.close();
    }

    private void run() {
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        long next = System.nanoTime();
        while (!stopped) {
            submit();
            next += interval;
            long left = next - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private void submit() {
        int turn = number++;
        var api = fleet.apis.get(turn % fleet.apis.size());
        boolean mail = turn / 2 % 2 == 0;
        var request = HttpRequest.newBuilder(URI.create(api.address() + (mail ? "/v1/emails" : "/v1/notifications")))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + keys.get(turn / 4 % keys.size()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(mail ? mail(turn) : webhook()))
                .build();
        long startedAt = System.nanoTime();
        underWay.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, failure) -> {
                    count(answer, Duration.ofNanos(System.nanoTime() - startedAt));
                    return failure;
                }));
        while (underWay.size() > perSecond
                && underWay.peek() != null
                && underWay.peek().isDone()) {
            underWay.poll();
        }
    }

    private void count(@Nullable HttpResponse<String> answer, Duration time) {
        if (answer == null) {
            unanswered.incrementAndGet();
        } else if (answer.statusCode() == 202) {
            var id = ID.matcher(answer.body());
            if (id.find()) {
                fleet.accepted.write(id.group(1));
            }
        } else if (answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent()) {
            unavailable.incrementAndGet();
            refusalMillis.add(time.toMillis());
        } else {
            surprising.incrementAndGet();
        }
    }

    private static String mail(int turn) {
        return "{\"to\":[\"person-%d@example.test\"],\"subject\":\"Drill %d\",\"text\":\"Hello\"}"
                .formatted(turn, turn);
    }

    private String webhook() {
        return "{\"channel\":\"webhook\",\"to\":\"%s\",\"title\":\"Drill\",\"body\":\"Hello\"}"
                .formatted(fleet.webhookUrl());
    }
}
