package dev.carillon.common.cache;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Fetches one value, from Redis or from its source, as one flight. No connection is held while the source is asked. */
final class Fetch<V> {

    /** How often a value is loaded again because it was invalidated meanwhile. */
    private static final int ROUNDS = 3;

    private static final long FIRST_WAIT = 5;
    private static final long LONGEST_WAIT = 50;

    private final Cache<V> cache;
    private final Flight<V> flight;
    private final Loader<V> loader;
    private final Fill<V> fill;
    private final String key;
    private final long startedAt;
    private final String token = token();
    private boolean counted;
    private @Nullable Entry<V> known;

    /** @param background whether nobody waits for it, and it does not count as a look into the cache */
    Fetch(Cache<V> cache, Flight<V> flight, Loader<V> loader, boolean background) {
        this.cache = cache;
        this.flight = flight;
        this.loader = loader;
        this.fill = new Fill<>(cache, flight);
        this.key = flight.key();
        this.startedAt = cache.now();
        this.counted = background;
    }

    private static String token() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    Uni<Optional<V>> run() {
        known = cache.first.find(key);
        Entry<V> entry = known;
        if (entry != null && cache.worth(entry, cache.now()) == Worth.FRESH) {
            // Another flight has landed between the look into memory and this one's beginning.
            count(cache.metrics.firstLevelHits);
            return Uni.createFrom().item(entry.value());
        }
        return round(1);
    }

    private Uni<Optional<V>> round(int round) {
        return cache.options.memoryOnly() ? load(null, round) : look(round, 0, false);
    }

    private Uni<Optional<V>> look(int round, int waits, boolean disregard) {
        long lookedAt = cache.now();
        return cache.second
                .look(key, token, cache.options.lifetimes().refreshAhead(), disregard)
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(() -> {
                    cache.metrics.withoutRedis.increment();
                    return Optional.empty();
                })
                .chain(look -> look.isEmpty() ? load(null, round) : looked(look.get(), lookedAt, round, waits));
    }

    private Uni<Optional<V>> looked(SecondLevel.Look look, long lookedAt, int round, int waits) {
        Optional<Entry<V>> found = cache.read(key, look, lookedAt);
        if (found.isEmpty()) {
            if (look.leased()) {
                return load(token, round);
            }
            return look.payload() == null ? await(round, waits) : look(round, waits + 1, true);
        }
        Entry<V> entry = found.get();
        known = entry;
        flight.keep(() -> cache.first.keep(key, entry));
        return switch (cache.worth(entry, cache.now())) {
            case FRESH, DUE -> served(entry, look.leased(), round);
            case STALE -> {
                cache.metrics.staleServed.increment();
                yield served(entry, look.leased(), round);
            }
            case LAST_RESORT, NOTHING -> look.leased() ? load(token, round) : await(round, waits);
        };
    }

    private Uni<Optional<V>> served(Entry<V> entry, boolean leased, int round) {
        count(cache.metrics.secondLevelHits);
        if (!leased) {
            return Uni.createFrom().item(entry.value());
        }
        if (entry.value().isEmpty()) {
            fill.release(token);
            return Uni.createFrom().item(entry.value());
        }
        // Whoever waits has waited long enough: the newer value is for those who come.
        flight.answer(entry.value());
        return load(token, round);
    }

    /** Another instance loads it: its lease ends when it does, or when it dies. */
    private Uni<Optional<V>> await(int round, int waits) {
        if (cache.now() - startedAt > cache.options.loadDeadline().toNanos()) {
            return load(null, round);
        }
        long wait = Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(waits, 10));
        long shortened = wait - ThreadLocalRandom.current().nextLong(wait / 2);
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(shortened))
                .chain(() -> look(round, waits + 1, false));
    }

    /** @param lease the token of the lease; null when Redis is not to be told of the value */
    private Uni<Optional<V>> load(@Nullable String lease, int round) {
        count(cache.metrics.misses);
        Duration deadline = cache.options.loadDeadline();
        long loadStartedAt = cache.now();
        Cancellable renewal = lease == null ? () -> {} : renew(lease);
        return Uni.createFrom()
                .deferred(() -> loader.load(key))
                .runSubscriptionOn(flight.executor())
                .ifNoItem()
                .after(deadline)
                .failWith(() -> new TimeoutException("Nothing was loaded within " + deadline))
                .onTermination()
                .invoke(renewal::cancel)
                .onItemOrFailure()
                .invoke((_, failure) ->
                        cache.metrics.loaded(Duration.ofNanos(cache.now() - loadStartedAt), failure == null))
                .onFailure()
                .invoke(() -> fill.release(lease))
                .chain(value -> fill.loaded(value, lease, loadStartedAt).chain(kept -> {
                    if (kept) {
                        return Uni.createFrom().item(value);
                    }
                    cache.metrics.outdated.increment();
                    // What was known before is not true any more either.
                    known = null;
                    return round < ROUNDS ? round(round + 1) : Uni.createFrom().item(value);
                }))
                .onFailure()
                .recoverWithUni(this::instead);
    }

    private Cancellable renew(String lease) {
        Duration every = cache.config.lease().dividedBy(3);
        return Multi.createFrom()
                .ticks()
                .startingAfter(every)
                .every(every)
                .onOverflow()
                .drop()
                .subscribe()
                .with(_ -> cache.second
                        .renew(key, lease)
                        .subscribe()
                        .with(_ -> {}, _ -> cache.metrics.withoutRedis.increment()));
    }

    /** The source has failed: a value that was known may do. */
    private Uni<Optional<V>> instead(Throwable failure) {
        Entry<V> last = known;
        long now = cache.now();
        Worth worth = last == null ? Worth.NOTHING : cache.worth(last, now);
        if (last == null || worth == Worth.NOTHING) {
            return Uni.createFrom().failure(failure);
        }
        if (worth.compareTo(Worth.DUE) > 0) {
            cache.metrics.staleServed.increment();
        }
        last.reloadFailed(now + cache.config.failurePause().toNanos());
        return Uni.createFrom().item(last.value());
    }

    private void count(LongAdder answered) {
        if (!counted) {
            counted = true;
            answered.increment();
        }
    }
}
