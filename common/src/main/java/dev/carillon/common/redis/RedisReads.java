package dev.carillon.common.redis;

import io.quarkus.redis.client.RedisClientName;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads that wait for something to come. Each keeps a connection as long, so they have a client and a pool of their own. */
@Singleton
public class RedisReads {

    private final Redis redis;
    private final Duration deadline;
    private final Reconnection reconnection;

    /** Reads over a client whose connections nothing else uses. */
    public RedisReads(@RedisClientName("consumer") Redis redis, RedisConfig config) {
        this.redis = redis;
        this.deadline = config.deadline();
        this.reconnection = new Reconnection(
                "reads",
                config,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Sends a read that Redis answers within {@code patience}. The answer is null when nothing came.
     *
     * @param arguments those of the command, its {@code BLOCK} included
     */
    public Uni<@Nullable Response> send(Duration patience, Command command, Object... arguments) {
        Request request = RedisCommands.request(command, arguments);
        Duration limit = patience.plus(deadline);
        return reconnection.guard(() -> redis.send(request)
                .ifNoItem()
                .after(limit)
                .failWith(() -> new TimeoutException("No answer within " + limit)));
    }
}
