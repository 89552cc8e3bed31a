package dev.carillon.common.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Times commands: {@code carillon_redis_command_seconds{command,outcome}}, the wait for a connection included. A pipeline counts
 * once. Outcomes are {@code success}, {@code error} (Redis refused), {@code failure} (no answer) and {@code away} (not sent).
 */
@Singleton
final class RedisTimer {

    private final MeterRegistry registry;

    RedisTimer(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Runs a command and records how long it took. */
    <T> Uni<T> time(String command, Supplier<Uni<T>> action) {
        return Uni.createFrom().deferred(() -> {
            long startedAt = System.nanoTime();
            return action.get()
                    .onItemOrFailure()
                    .invoke((_, failure) -> record(command, outcome(failure), System.nanoTime() - startedAt));
        });
    }

    private void record(String command, String outcome, long nanoseconds) {
        Timer.builder("carillon.redis.command")
                .description("Time of a Redis command or pipeline, the wait for a connection included")
                .tag("command", command)
                .tag("outcome", outcome)
                .register(registry)
                .record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private static String outcome(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "success";
            case ErrorType _ -> "error";
            case RedisAwayException _ -> "away";
            case Throwable _ -> "failure";
        };
    }
}
