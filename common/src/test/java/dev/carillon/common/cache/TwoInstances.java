package dev.carillon.common.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.local.testing.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two instances of a service that share a cache, its source, and a Redis that answers. */
abstract class TwoInstances {

    /** Settings under which what takes long otherwise takes parts of a second. */
    static final Map<String, String> QUICK = Map.of(
            "carillon.cache.lease", "PT0.3S", "carillon.cache.jitter", "0", "carillon.cache.failure-pause", "PT0.2S");

    final String name = "test-" + UUID.randomUUID();
    final Source source = new Source();
    TestInstance one;
    TestInstance other;
    private final Map<String, String> settings;

    /** With the settings as they are by default. */
    TwoInstances() {
        this(Map.of());
    }

    /** @param settings what differs from the defaults */
    TwoInstances(Map<String, String> settings) {
        this.settings = settings;
    }

    @BeforeEach
    void instances() {
        one = newInstance();
        other = newInstance();
    }

    TestInstance newInstance() {
        return new TestInstance(TestServers.redis().port(), settings);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    /** The cache in one instance. */
    Cache<String> here() {
        return opened(one, options(one));
    }

    /** The same cache in the other. */
    Cache<String> there() {
        return opened(other, options(other));
    }

    /** The same cache in an instance that has just started, in place of the other. */
    Cache<String> anew() {
        other.close();
        other = newInstance();
        return there();
    }

    /** Tags are what the value says: {@code "…#red,round"}. */
    CacheBuilder<String> options(TestInstance instance) {
        return instance.cache(name)
                .tags((_, value) -> value.contains("#")
                        ? Set.of(value.substring(value.indexOf('#') + 1).split(","))
                        : Set.of());
    }

    /** The cache whose loads have failed after two seconds. */
    Cache<String> on(TestInstance instance, Lifetimes lifetimes) {
        return opened(instance, instance.cache(name).lifetimes(lifetimes).loadDeadline(Duration.ofSeconds(2)));
    }

    private static Cache<String> opened(TestInstance instance, CacheBuilder<String> options) {
        Cache<String> cache = options.open();
        instance.connected();
        return cache;
    }

    List<CompletableFuture<Optional<String>>> ask(Cache<String> cache, int times) {
        List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            answers.add(cache.get("a", source).subscribeAsCompletionStage());
        }
        return answers;
    }

    static void allAre(String value, List<CompletableFuture<Optional<String>>> answers) throws Exception {
        for (CompletableFuture<Optional<String>> answer : answers) {
            assertEquals(Optional.of(value), answer.get(20, TimeUnit.SECONDS));
        }
    }
}
