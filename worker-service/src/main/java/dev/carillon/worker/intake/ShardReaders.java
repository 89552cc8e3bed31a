package dev.carillon.worker.intake;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisReads;
import dev.carillon.common.stream.StreamConfig;
import dev.carillon.common.telemetry.InstanceIdentity;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;

/** A reader for each shard, all of them one consumer: this instance. */
@Singleton
class ShardReaders {

    private final RedisCommands redis;
    private final RedisReads reads;
    private final String consumer;
    private final int shards;

    ShardReaders(RedisCommands redis, RedisReads reads, InstanceIdentity identity, StreamConfig config) {
        this.redis = redis;
        this.reads = reads;
        this.consumer = identity.id().toString();
        this.shards = config.shards();
    }

    List<ShardReader> all() {
        return IntStream.range(0, shards)
                .mapToObj(shard -> new ShardReader(redis, reads, shard, consumer))
                .toList();
    }
}
