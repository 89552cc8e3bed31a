package dev.carillon.common.stream;

import dev.carillon.common.job.Priority;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisScript;
import dev.carillon.common.store.JobOrphans.Watermark;
import dev.carillon.common.store.Shard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How far back each stream still holds entries that no worker has read. */
@Singleton
public class StreamWatermarks {

    /**
     * The age in milliseconds of a stream's oldest entry that the group was not given yet, by Redis' clock; 0 when there is
     * none. A stream or a group that does not exist has delivered nothing and holds what it holds.
     */
    private static final RedisScript AGES = RedisScript.of("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local ages = {}
            for index, key in ipairs(KEYS) do
              local last = '-'
              if redis.call('EXISTS', key) == 1 then
                for _, group in ipairs(redis.call('XINFO', 'GROUPS', key)) do
                  local fields = {}
                  for i = 1, #group, 2 do fields[group[i]] = group[i + 1] end
                  if fields['name'] == ARGV[1] then last = '(' .. fields['last-delivered-id'] end
                end
              end
              local oldest = redis.call('XRANGE', key, last, '+', 'COUNT', 1)
              if oldest[1] then
                ages[index] = math.max(0, now - tonumber(string.match(oldest[1][1], '^%d+')))
              else
                ages[index] = 0
              end
            end
            return ages
            """);

    private final RedisCommands redis;
    private final int shards;

    StreamWatermarks(RedisCommands redis, StreamConfig config) {
        this.redis = redis;
        this.shards = config.shards();
    }

    /** The watermark of every shard and priority a job can have, each {@code grace} further back. Fails while Redis is away. */
    public Uni<List<Watermark>> read(Duration grace) {
        List<Uni<List<Long>>> ages =
                IntStream.range(0, shards).mapToObj(this::ages).toList();
        return Uni.join().all(ages).andFailFast().map(all -> {
            List<Watermark> marks = new ArrayList<>();
            for (int shard = 0; shard < Shard.COUNT; shard++) {
                for (Priority priority : Priority.values()) {
                    long age = all.get(shard % shards).get(priority.ordinal());
                    marks.add(new Watermark(shard, priority, grace.plusMillis(age)));
                }
            }
            return marks;
        });
    }

    /** The watermarks of streams without entries. */
    public List<Watermark> none(Duration grace) {
        List<Watermark> marks = new ArrayList<>();
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            for (Priority priority : Priority.values()) {
                marks.add(new Watermark(shard, priority, grace));
            }
        }
        return marks;
    }

    private Uni<List<Long>> ages(int shard) {
        List<JobStreamKey> keys = Stream.of(Priority.values())
                .map(priority -> new JobStreamKey(shard, priority))
                .toList();
        return AGES.run(redis, keys, List.of(JobStreamKey.GROUP)).map(answer -> {
            if (answer == null) {
                throw new IllegalStateException("Redis did not tell the ages of shard " + shard);
            }
            List<Long> ages = new ArrayList<>();
            for (Response age : answer) {
                ages.add(age.toLong());
            }
            return ages;
        });
    }
}
