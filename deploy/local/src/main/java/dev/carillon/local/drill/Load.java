package dev.carillon.local.drill;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Clients of all organizations, at a steady rate whatever happens, by turns over the API instances and the channels. */
public final class Load implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** One job in so many is to be sent later, by so much: a worker whose clock is fast must not send it before. */
    private static final int SCHEDULED = 7;

    private static final Duration LATER = Duration.ofSeconds(2);

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
    private volatile Duration time = Duration.ZERO;
    private volatile int number;

    Load(Fleet fleet, int perSecond) {
        this.fleet = fleet;
        this.perSecond = perSecond;
    }

    /**
     * What the clients did, and what became of it.
     *
     * @param offered jobs submitted
     * @param time that they were submitted for
     * @param unavailable refused by 503 with {@code Retry-After}
     * @param unanswered the instance died before it answered, or could not be reached
     * @param surprising any other answer
     * @param slowestRefusal how long the slowest 503 took
     */
    public record Tally(
            int offered, Duration time, int unavailable, int unanswered, int surprising, Duration slowestRefusal) {

        /** The load, in jobs a second. */
        public double perSecond() {
            return offered / Math.max(0.001, time.toMillis() / 1000.0);
        }
    }

    /** Begins. */
    void start() {
        thread = Thread.ofPlatform().name("drill-load").start(this::run);
    }

    /** Ends, once every request has been answered or given up. */
    Tally finish() {
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
        return new Tally(
                number,
                time,
                unavailable.get(),
                unanswered.get(),
                surprising.get(),
                Duration.ofMillis(
                        refusalMillis.stream().mapToLong(Long::longValue).max().orElse(0)));
    }

    @Override
    public void close() {
        stopped = true;
        http.close();
    }

    private void run() {
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        long begun = System.nanoTime();
        long next = begun;
        while (!stopped) {
            submit();
            next += interval;
            long left = next - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
        }
        time = Duration.ofNanos(System.nanoTime() - begun);
    }

    private void submit() {
        int turn = number;
        number = turn + 1;
        var api = fleet.apis.get(turn % fleet.apis.size());
        boolean mail = turn / 2 % 2 == 0;
        var when = turn % SCHEDULED == 0 ? ",\"run_at\":\"" + Instant.now().plus(LATER) + "\"" : "";
        var request = HttpRequest.newBuilder(URI.create(api.address() + (mail ? "/v1/emails" : "/v1/notifications")))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + keys.get(turn / 4 % keys.size()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(mail ? mail(turn, when) : webhook(when)))
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

    private static String mail(int turn, String when) {
        return "{\"to\":[\"person-%d@example.test\"],\"subject\":\"Drill %d\",\"text\":\"Hello\"%s}"
                .formatted(turn, turn, when);
    }

    private String webhook(String when) {
        return "{\"channel\":\"webhook\",\"to\":\"%s\",\"title\":\"Drill\",\"body\":\"Hello\"%s}"
                .formatted(fleet.webhookUrl(), when);
    }
}
