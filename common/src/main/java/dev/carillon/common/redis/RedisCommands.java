package dev.carillon.common.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that answer at once: single or pipelined, every one with a deadline. Blocking reads have a client of their own. */
@Singleton
public class RedisCommands {

    /** After this a command has failed: Redis answers in microseconds or is in trouble. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    /** The client queues at most 2,048 commands of a connection; more would be refused. */
    private static final int LONGEST_PIPELINE = 1_000;

    private final Redis redis;

    RedisCommands(Redis redis) {
        this.redis = redis;
    }

    /** Sends one command. The answer is null where Redis says nil. */
    public Uni<@Nullable Response> send(Command command, Object... arguments) {
        // The client finishes a command that nobody waits for any more, so a deadline leaks no connection.
        return redis.send(request(command, arguments))
                .ifNoItem()
                .after(DEADLINE)
                .fail();
    }

    /** Sends commands without waiting in between. Answers when the last has been answered; fails if any did. */
    public Uni<List<Response>> pipeline(List<Request> requests) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        if (requests.size() <= LONGEST_PIPELINE) {
            return redis.batch(requests).ifNoItem().after(DEADLINE).fail();
        }
        return pipeline(requests.subList(0, LONGEST_PIPELINE))
                .chain(first -> pipeline(requests.subList(LONGEST_PIPELINE, requests.size()))
                        .map(rest -> {
                            List<Response> all = new ArrayList<>(first);
                            all.addAll(rest);
                            return all;
                        }));
    }

    /** A command for {@link #pipeline}; its arguments as text. */
    public static Request request(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        for (Object argument : arguments) {
            request.arg(String.valueOf(argument));
        }
        return request;
    }
}
