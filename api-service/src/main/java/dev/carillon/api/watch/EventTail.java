package dev.carillon.api.watch;

import dev.carillon.common.job.JobId;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisReads;
import dev.carillon.common.stream.JobEvent;
import dev.carillon.common.stream.JobEvents;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the stream of job events, over a connection of its own: a read that waits keeps its connection. */
@Singleton
class EventTail {

    private static final int MOST = 100;
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final String BEFORE_ALL = "0-0";

    private final RedisCommands redis;
    private final RedisReads reads;

    EventTail(RedisCommands redis, RedisReads reads) {
        this.redis = redis;
        this.reads = reads;
    }

    /**
     * What a read found.
     *
     * @param jobs that moved
     * @param position where the next read goes on
     */
    record Moves(Set<JobId> jobs, String position) {}

    /** The position of the newest entry. */
    Uni<String> newest() {
        return redis.send(Command.XREVRANGE, JobEvents.KEY, "+", "-", "COUNT", 1)
                .map(answer -> answer == null || answer.size() == 0
                        ? BEFORE_ALL
                        : answer.get(0).get(0).toString());
    }

    /** What happened after {@code position}; waits a while for it when there is nothing yet. */
    Uni<Moves> read(String position) {
        return reads.send(
                        WAIT,
                        Command.XREAD,
                        "COUNT",
                        MOST,
                        "BLOCK",
                        WAIT.toMillis(),
                        "STREAMS",
                        JobEvents.KEY,
                        position)
                .map(answer -> moves(position, answer));
    }

    private static Moves moves(String position, @Nullable Response answer) {
        Set<JobId> jobs = new HashSet<>();
        String last = position;
        Response entries = entries(answer);
        if (entries != null) {
            for (Response entry : entries) {
                last = entry.get(0).toString();
                for (JobEvent event : JobEvents.parse(entry.get(1).get(1).toString())) {
                    jobs.add(event.job());
                }
            }
        }
        return new Moves(jobs, last);
    }

    /** A list of pairs in RESP2, a map in RESP3; null when nothing came. */
    private static @Nullable Response entries(@Nullable Response answer) {
        if (answer == null || answer.size() == 0) {
            return null;
        }
        return answer.isMap() ? answer.get(JobEvents.KEY) : answer.get(0).get(1);
    }
}
