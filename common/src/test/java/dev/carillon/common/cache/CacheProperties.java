package dev.carillon.common.cache;

import static dev.carillon.common.cache.TestInstance.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.testing.TestServers;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Two instances and a source, against a plain model: each value carries a number that only grows, and a read never answers a number
 * below the one that was there when the last invalidation that reached the reader was acknowledged.
 */
class CacheProperties {

    private static @Nullable TestInstance one;
    private static @Nullable TestInstance other;

    @BeforeContainer
    static void start() {
        one = new TestInstance(TestServers.redis().port());
        other = new TestInstance(TestServers.redis().port());
    }

    @AfterContainer
    static void stop() {
        instance(0).close();
        instance(1).close();
    }

    private static TestInstance instance(int which) {
        TestInstance instance = which == 0 ? one : other;
        if (instance == null) {
            throw new IllegalStateException("It is not started");
        }
        return instance;
    }

    enum What {
        READ,
        READ_WITHOUT_WAITING,
        CHANGE_AND_INVALIDATE,
        CHANGE_AND_INVALIDATE_TAG,
        CHANGE_AND_INVALIDATE_PREFIX,
        CHANGE_AND_PUT,
        CHANGE_UNTOLD
    }

    record Step(What what, int instance, int key) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.of(0, 1),
                        Arbitraries.integers().between(0, 3))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 60)
    void nobodyReadsWhatWasInvalidated(@ForAll("steps") List<Step> steps) {
        String name = "p-" + UUID.randomUUID();
        List<Cache<String>> caches = List.of(open(0, name), open(1, name));
        Map<String, Long> truth = new ConcurrentHashMap<>();
        // By instance and key: no read there may answer less.
        Map<String, Long> floors = new ConcurrentHashMap<>();
        long number = 0;
        for (Step step : steps) {
            String key = key(step.key());
            Cache<String> cache = caches.get(step.instance());
            Loader<String> loader = wanted -> {
                Optional<String> value = Optional.ofNullable(truth.get(wanted)).map(String::valueOf);
                return Uni.createFrom().item(value).onItem().delayIt().by(Duration.ofMillis(1));
            };
            switch (step.what()) {
                case READ -> {
                    long read =
                            await(cache.get(key, loader)).map(Long::parseLong).orElse(0L);
                    assertTrue(
                            read >= floors.getOrDefault(step.instance() + key, 0L),
                            () -> "%d is older than %s after %s".formatted(read, floors, steps));
                    assertTrue(read <= truth.getOrDefault(key, 0L));
                }
                case READ_WITHOUT_WAITING -> {
                    var _ = cache.get(key, loader).subscribeAsCompletionStage();
                }
                case CHANGE_UNTOLD -> truth.put(key, ++number);
                case CHANGE_AND_INVALIDATE -> {
                    truth.put(key, ++number);
                    told(cache.invalidate(key), Set.of(key), step, truth, floors);
                }
                case CHANGE_AND_INVALIDATE_TAG -> {
                    truth.put(key, ++number);
                    told(instance(step.instance()).caches.invalidateTag(name + key), Set.of(key), step, truth, floors);
                }
                case CHANGE_AND_INVALIDATE_PREFIX -> {
                    truth.put(key, ++number);
                    String prefix = key.substring(0, 2);
                    Set<String> keys = Set.of(key(step.key() / 2 * 2), key(step.key() / 2 * 2 + 1));
                    told(cache.invalidateAll(prefix), keys, step, truth, floors);
                }
                case CHANGE_AND_PUT -> {
                    truth.put(key, ++number);
                    told(cache.put(key, Long.toString(number)), Set.of(key), step, truth, floors);
                }
            }
        }
        caches.forEach(cache -> await(cache.invalidateAll("")));
    }

    /** {@code a0}, {@code a1}, {@code b0}, {@code b1}: two begin alike. */
    private static String key(int number) {
        return (number < 2 ? "a" : "b") + "/" + number % 2;
    }

    private static Cache<String> open(int which, String name) {
        TestInstance instance = instance(which);
        Cache<String> cache = instance.cache(name)
                .lifetimes(Lifetimes.ONE_HOUR
                        .staleWhileReloading(Duration.ofMinutes(1))
                        .staleOnFailure(Duration.ofMinutes(1)))
                .tags((key, _) -> Set.of(name + key, name))
                .open();
        instance.connected();
        return cache;
    }

    /** It holds on the instance itself from its acknowledgement on, on the other from when it has been heard. */
    private static void told(
            Uni<Reach> acknowledged, Set<String> keys, Step step, Map<String, Long> truth, Map<String, Long> floors) {
        TestInstance second = instance(1 - step.instance());
        Map<String, Long> before = Map.copyOf(truth);
        if (await(acknowledged) != Reach.EVERYWHERE) {
            // A Redis that was too slow at that moment is told later: nothing is promised before.
            return;
        }
        for (String key : keys) {
            floors.merge(step.instance() + key, before.getOrDefault(key, 0L), Math::max);
        }
        long count = Long.parseLong(String.valueOf(await(second.redis.send(Command.HGET, CacheScript.CLOCK, "count"))));
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(TestInstance.PATIENCE)
                .until(() -> second.caches.heardUpTo() >= count);
        for (String key : keys) {
            floors.merge((1 - step.instance()) + key, before.getOrDefault(key, 0L), Math::max);
        }
    }
}
