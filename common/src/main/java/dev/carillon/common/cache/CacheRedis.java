package dev.carillon.common.cache;

import dev.carillon.common.redis.RedisCommands;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the script, in the epoch that this instance believes in. When Redis answers that there is another, what this instance
 * remembers is forgotten before anything else happens.
 */
final class CacheRedis {

    /** An epoch changes when Redis is started, or loses its data: not several times within a command. */
    private static final int TRIES = 6;

    private final RedisCommands redis;
    private final CacheConfig config;
    private final LongSupplier nanoTime;
    private final Runnable forget;
    private final String instance = UUID.randomUUID().toString();
    private final AtomicLong candidates = new AtomicLong();

    private volatile Epoch epoch = new Epoch("", 0);
    private volatile boolean silent;
    private volatile long silentUntil;
    private @Nullable Uni<Void> opening;

    /** An epoch, and the count at which it began. */
    private record Epoch(String name, long since) {}

    /** @param forget called when there is another epoch, before anything is answered in it */
    CacheRedis(RedisCommands redis, CacheConfig config, LongSupplier nanoTime, Runnable forget) {
        this.redis = redis;
        this.config = config;
        this.nanoTime = nanoTime;
        this.forget = forget;
    }

    /** Who this is among all that use the same Redis. */
    String instance() {
        return instance;
    }

    /**
     * Runs an operation. Fails when Redis does not answer within the deadline of caches, and at once for a while after that.
     *
     * @param entry the keys of the entry it is about, if it is about one
     */
    Uni<Response> run(String operation, List<String> entry, List<?> arguments) {
        return Uni.createFrom().deferred(() -> run(operation, entry, arguments, 1));
    }

    /** Begins another epoch: no entry of any cache is one any more. */
    Uni<Void> beginEpoch() {
        return bounded(call(Command.EVAL, CacheScript.SCRIPT.text(), "position", true, List.of(), List.of()))
                .invoke(this::learn)
                .replaceWithVoid();
    }

    private Uni<Response> run(String operation, List<String> entry, List<?> arguments, int attempt) {
        if (silent && silentUntil - nanoTime.getAsLong() > 0) {
            return Uni.createFrom().failure(new SilentRedisException());
        }
        Epoch believed = epoch;
        return bounded(call(Command.EVALSHA, CacheScript.SCRIPT.hash(), operation, false, entry, arguments))
                .invoke(() -> silent = false)
                .onFailure(TimeoutException.class)
                .invoke(this::leaveAlone)
                .invoke(this::learn)
                .onFailure(CacheRedis::isUnknownScript)
                .call(() -> open(believed))
                .onFailure(failure -> isUnknownScript(failure) && attempt < TRIES)
                .recoverWithUni(() -> run(operation, entry, arguments, attempt + 1))
                .chain(answer -> {
                    if (!isEpoch(answer)) {
                        return Uni.createFrom().item(answer);
                    }
                    return attempt < TRIES
                            ? run(operation, entry, arguments, attempt + 1)
                            : Uni.createFrom()
                                    .failure(new IllegalStateException("Redis begins one epoch after the other"));
                });
    }

    /** Redis was started since: what it holds may be older than what it has acknowledged. Said once, however many notice. */
    private synchronized Uni<Void> open(Epoch believed) {
        if (!epoch.equals(believed)) {
            return Uni.createFrom().voidItem();
        }
        if (opening == null) {
            opening =
                    beginEpoch().onTermination().invoke(this::opened).memoize().indefinitely();
        }
        return opening;
    }

    private synchronized void opened() {
        opening = null;
    }

    private Uni<Response> call(
            Command command, String script, String operation, boolean begin, List<String> entry, List<?> arguments) {
        List<Object> all = new ArrayList<>(9 + entry.size() + arguments.size());
        all.add(script);
        all.add(2 + entry.size());
        all.add(CacheScript.CLOCK);
        all.add(CacheScript.INVALIDATIONS);
        all.addAll(entry);
        all.add(operation);
        all.add(epoch.name());
        all.add(instance + "." + candidates.incrementAndGet());
        all.add(begin ? "1" : "0");
        all.add(config.invalidations());
        all.addAll(arguments);
        return redis.send(command, all.toArray()).map(CacheRedis::present);
    }

    private static boolean isUnknownScript(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
    }

    private static boolean isEpoch(Response answer) {
        return "epoch".equals(answer.get(0).toString());
    }

    private static Response present(@Nullable Response answer) {
        if (answer == null) {
            throw new IllegalStateException("The script did not answer");
        }
        return answer;
    }

    private void learn(Response answer) {
        if (isEpoch(answer)) {
            learn(answer.get(1).toString(), answer.get(2).toLong());
        }
    }

    private synchronized void learn(String name, long since) {
        if (!name.equals(epoch.name())) {
            epoch = new Epoch(name, since);
            forget.run();
        }
    }

    /** The stream tells of an epoch. It may have ended meanwhile. */
    synchronized void heard(String name, long since) {
        if (since > epoch.since()) {
            learn(name, since);
        }
    }

    private void leaveAlone() {
        silentUntil = nanoTime.getAsLong() + config.pause().toNanos();
        silent = true;
    }

    private <T> Uni<T> bounded(Uni<T> command) {
        // Not cancelled when it is late: how it ends tells the others who use Redis whether it answers.
        return Uni.createFrom()
                .<T>emitter(emitter -> command.subscribe().with(emitter::complete, emitter::fail))
                .ifNoItem()
                .after(config.deadline())
                .failWith(() -> new TimeoutException("No answer to a cache within " + config.deadline()));
    }
}
