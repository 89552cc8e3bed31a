package dev.carillon.worker.intake;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.stream.StreamConfig;
import dev.carillon.common.telemetry.InstanceIdentity;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;

/** A reader for each shard, all of them one consumer: this instance. */
@Singleton
class ShardReaders {

    private final RedisCommands redis;
    private final Redis blocking;
    private final String consumer;
    private final int shards;

    ShardReaders(
            RedisCommands redis,
            @RedisClientName("consumer") Redis blocking,
            InstanceIdentity identity,
            StreamConfig config) {
        this.redis = redis;
        this.blocking = blocking;
        this.consumer = identity.id().toString();
        this.shards = config.shards();
    }

    List<ShardReader> all() {
        return IntStream.range(0, shards)
                .mapToObj(shard -> new ShardReader(redis, blocking, shard, consumer))
                .toList();
    }
}
