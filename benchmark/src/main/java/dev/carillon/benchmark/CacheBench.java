package dev.carillon.benchmark;

import dev.carillon.local.server.RedisServer;
import dev.carillon.local.stack.Report;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Option;

/** Measures a cache: memory, Redis beside a bare {@code GET} of the same client, and how soon an invalidation is heard. */
@picocli.CommandLine.Command(
        name = "cache",
        mixinStandardHelpOptions = true,
        description = "Measures a cache on a Redis of its own: memory, Redis beside a bare GET, invalidations.")
final class CacheBench implements Callable<Integer> {

    private static final int KEYS = 1_000;
    private static final int AT_ONCE = 64;
    private static final int INVALIDATIONS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How long each of the nine measurements takes (default: 3).")
    private double seconds;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "A file to which each result is appended as a line of JSON.")
    private @org.jspecify.annotations.Nullable Path output;

    private final Report report = new Report(System.out);

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (RedisServer server = RedisServer.temporary();
                CacheInstance one = new CacheInstance(server.port());
                CacheInstance other = new CacheInstance(server.port())) {
            // An instance that begins to listen forgets what it had: nobody told it what was invalidated before.
            one.awaitConnected();
            other.awaitConnected();
            one.fill(KEYS);
            memory("peek", key -> one.cache().peek(one.key(key), one.loader()));
            memory(
                    "get",
                    key -> one.cache().get(one.key(key), one.loader()).await().atMost(PATIENCE));
            IntFunction<Uni<?>> get = key -> one.redis().send(Command.GET, one.bareKey(key));
            IntFunction<Uni<?>> look = key -> one.forgetful().get(one.key(key), one.loader());
            // In turns, so that neither has the warmer half.
            for (int turn = 0; turn < 2; turn++) {
                roundTrip("bare GET", get);
                roundTrip("second level", look);
            }
            throughput("bare GET", get);
            throughput("second level", look);
            invalidations(one, other);
        }
        return 0;
    }

    private void memory(String what, IntFunction<?> read) throws IOException {
        long operations = 0;
        double nanoseconds = 0;
        for (int round = 0; round < 2; round++) {
            operations = 0;
            long startedAt = System.nanoTime();
            long end = startedAt + each() / 2;
            while (System.nanoTime() < end) {
                for (int key = 0; key < KEYS; key++) {
                    if (read.apply(key) == null) {
                        throw new IllegalStateException("Key " + key + " left memory");
                    }
                }
                operations += KEYS;
            }
            nanoseconds = (double) (System.nanoTime() - startedAt) / operations;
        }
        say(
                "first level, " + what,
                operations,
                "%.0f ns each, one thread".formatted(nanoseconds),
                nanoseconds / 1e3,
                0);
    }

    private void roundTrip(String what, IntFunction<Uni<?>> read) throws IOException {
        Histogram latencies = new Histogram(3);
        long end = System.nanoTime() + each();
        for (int key = 0; System.nanoTime() < end; key = (key + 1) % KEYS) {
            long startedAt = System.nanoTime();
            if (read.apply(key).await().atMost(PATIENCE) == null) {
                throw new IllegalStateException("Redis has no key " + key);
            }
            latencies.recordValue(System.nanoTime() - startedAt);
        }
        say(what, latencies.getTotalCount(), "one at a time", micros(latencies, 50), micros(latencies, 99));
    }

    private void throughput(String what, IntFunction<Uni<?>> read) throws IOException, InterruptedException {
        Semaphore places = new Semaphore(AT_ONCE);
        LongAdder failures = new LongAdder();
        long operations = 0;
        long startedAt = System.nanoTime();
        long end = startedAt + each();
        for (; System.nanoTime() < end; operations++) {
            places.acquire();
            read.apply((int) (operations % KEYS))
                    .onTermination()
                    .invoke(() -> places.release())
                    .subscribe()
                    .with(_ -> {}, _ -> failures.increment());
        }
        places.acquire(AT_ONCE);
        double perSecond = operations / ((System.nanoTime() - startedAt) / 1e9);
        say(
                what,
                operations,
                "%d at once, %,.0f/s, %d failed".formatted(AT_ONCE, perSecond, failures.sum()),
                1e6 / perSecond,
                0);
    }

    /** From telling one instance until the other has forgotten. */
    private void invalidations(CacheInstance one, CacheInstance other) throws IOException {
        Histogram delays = new Histogram(3);
        Histogram acknowledged = new Histogram(3);
        for (int round = 0; round < INVALIDATIONS; round++) {
            String key = one.key(round % KEYS);
            other.cache().get(key, other.loader()).await().atMost(PATIENCE);
            long startedAt = System.nanoTime();
            Uni<?> told =
                    one.cache().invalidate(key).invoke(() -> acknowledged.recordValue(System.nanoTime() - startedAt));
            var answer = told.subscribeAsCompletionStage();
            while (other.cache().peek(key, other.loader()) != null) {
                Thread.onSpinWait();
            }
            delays.recordValue(System.nanoTime() - startedAt);
            answer.join();
        }
        say("invalidation, acknowledged", INVALIDATIONS, "", micros(acknowledged, 50), micros(acknowledged, 99));
        say("invalidation, other instance", INVALIDATIONS, "", micros(delays, 50), micros(delays, 99));
    }

    /** Of a measurement, in nanoseconds. */
    private long each() {
        return (long) (seconds * 1e9);
    }

    private static double micros(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    /** @param p99 microseconds; 0 where none was measured */
    private void say(String what, long operations, String note, double p50, double p99) throws IOException {
        report.say(String.format(
                Locale.ROOT,
                "cache      %-30s %,12d  %s %10.3f µs%s%s",
                what,
                operations,
                p99 > 0 ? "p50" : "   ",
                p50,
                p99 > 0 ? String.format(Locale.ROOT, " p99 %.1f µs", p99) : "",
                note.isEmpty() ? "" : "  (" + note + ")"));
        if (output != null) {
            String line = String.format(
                    Locale.ROOT,
                    "{\"scenario\":\"cache\",\"what\":\"%s\",\"operations\":%d,\"us\":%.3f,\"p99_us\":%s,\"note\":\"%s\"}%n",
                    what,
                    operations,
                    p50,
                    p99 > 0 ? String.format(Locale.ROOT, "%.3f", p99) : "null",
                    note);
            Files.writeString(output, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
