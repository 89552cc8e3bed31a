package dev.carillon.common.redis;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Commands that answer at once: single or pipelined, every one with a deadline and timed. While Redis does not answer they fail at
 * once, but for one try now and then. Blocking reads have a client of their own: {@link RedisReads}.
 */
@Singleton
public class RedisCommands {

    /** The client queues at most 2,048 commands of a connection; more would be refused. */
    private static final int LONGEST_PIPELINE = 1_000;

    private final Redis redis;
    private final RedisMode mode;
    private final Duration deadline;
    private final RedisTimer timer;
    private final Reconnection reconnection;

    RedisCommands(
            Redis redis,
            RedisConfig config,
            RedisTimer timer,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.redis.client-type", defaultValue = "standalone") String clientType) {
        this.redis = redis;
        this.mode = RedisMode.of(clientType);
        this.deadline = config.deadline();
        this.timer = timer;
        this.reconnection = new Reconnection(
                "commands",
                config,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
        Gauge.builder("carillon.redis.answering", reconnection, state -> state.isAnswering() ? 1 : 0)
                .description("1 while Redis answers commands, 0 while it is tried again after pauses")
                .strongReference(true)
                .register(registry);
    }

    /** Commands over a client that the caller has made. */
    public static RedisCommands over(Redis redis, RedisConfig config, MeterRegistry registry, RedisMode mode) {
        return new RedisCommands(redis, config, new RedisTimer(registry), registry, mode.word());
    }

    /** What kind of Redis this is. */
    public RedisMode mode() {
        return mode;
    }

    /** Sends one command. The answer is null where Redis says nil. */
    public Uni<@Nullable Response> send(Command command, Object... arguments) {
        Request request = request(command, arguments);
        return timer.time(command.toString(), () -> reconnection.guard(() -> bounded(redis.send(request))));
    }

    /** Sends commands without waiting in between. Answers when the last has been answered; fails if any did. */
    public Uni<List<Response>> pipeline(List<Request> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return timer.time(
                "pipeline",
                () -> mode == RedisMode.CLUSTER
                        ? new SlotBatches(requests).send(this::pipelineToOneSlot)
                        : pipelineToOneServer(requests));
    }

    private Uni<List<Response>> pipelineToOneServer(List<Request> requests) {
        if (requests.size() <= LONGEST_PIPELINE) {
            return reconnection.guard(() -> bounded(redis.batch(requests)));
        }
        return pipelineToOneServer(requests.subList(0, LONGEST_PIPELINE))
                .chain(first -> pipelineToOneServer(requests.subList(LONGEST_PIPELINE, requests.size()))
                        .map(rest -> {
                            List<Response> all = new ArrayList<>(first);
                            all.addAll(rest);
                            return all;
                        }));
    }

    /** The client follows a slot that has moved for single commands alone: so these go one by one then. */
    private Uni<List<Response>> pipelineToOneSlot(List<Request> requests) {
        return pipelineToOneServer(requests)
                .onFailure(RedisCommands::hasMoved)
                .recoverWithUni(() -> Uni.join()
                        .all(requests.stream()
                                .map(request -> reconnection.guard(() -> bounded(redis.send(request))))
                                .toList())
                        .usingConcurrencyOf(1)
                        .andFailFast());
    }

    private static boolean hasMoved(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("] MOVED ") || message.contains("] ASK ");
    }

    private <T> Uni<T> bounded(Uni<T> command) {
        // The client finishes a command that nobody waits for any more, so a deadline leaks no connection.
        return command.ifNoItem().after(deadline).failWith(() -> new TimeoutException("No answer within " + deadline));
    }

    /** A command for {@link #pipeline}; its arguments as text, but for those that are bytes. */
    public static Request request(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        for (Object argument : arguments) {
            if (argument instanceof byte[] bytes) {
                request.arg(Buffer.buffer(bytes));
            } else {
                request.arg(String.valueOf(argument));
            }
        }
        return request;
    }
}
