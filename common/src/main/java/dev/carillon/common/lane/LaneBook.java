package dev.carillon.common.lane;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The pauses that all workers share, in Redis. Times are Redis' own, so that a machine whose clock is wrong pauses as long as any
 * other. Every entry ends by itself. When Redis loses them, workers enter those that they know again.
 */
@Singleton
public class LaneBook {

    /** One hash tag: scripts touch several of the keys, and a cluster wants them in one place. */
    private static final String PREFIX = "carillon:{lanes}:";

    /** The paused lanes by the time they open. */
    private static final String PAUSED = PREFIX + "paused";

    /** The workers by the time they count as gone. */
    private static final String WORKERS = PREFIX + "workers";

    /** With its id, an organization that has all the places it may have. */
    private static final String CROWDED = PREFIX + "crowded:";

    private static final String NOW = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            """;

    /** A pause is made longer, never shorter. */
    private static final RedisScript PAUSE = RedisScript.of(NOW + """
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
            local opens = now + tonumber(ARGV[2])
            if known and tonumber(known) >= opens then
                return tonumber(known) - now
            end
            redis.call('ZADD', KEYS[1], opens, ARGV[1])
            redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[2])
            return opens - now
            """);

    private static final RedisScript ATTEND = RedisScript.of(NOW + """
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
            redis.call('ZADD', KEYS[2], now + tonumber(ARGV[2]), ARGV[1])
            local workers = redis.call('ZRANGE', KEYS[2], 0, -1)
            table.sort(workers)
            local answer = { #workers, 0 }
            for place, worker in ipairs(workers) do
                if worker == ARGV[1] then
                    answer[2] = place - 1
                end
            end
            local paused = redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[3]) - 1, 'WITHSCORES')
            for index = 1, #paused, 2 do
                answer[#answer + 1] = paused[index]
                answer[#answer + 1] = paused[index + 1] - now
            end
            return answer
            """);

    /** A worker looks at so many pauses at most; it meets the others by itself. */
    private static final int MOST_PAUSES = 10_000;

    private static final int LONGEST_REASON = 300;

    private final RedisCommands redis;

    /** The book in that Redis. */
    public LaneBook(RedisCommands redis) {
        this.redis = redis;
    }

    /** Pauses a lane for every worker. Answers for how long it is paused now, which is longer when somebody had asked for longer. */
    public Uni<Duration> pause(Lane lane, Duration pause, String reason) {
        String kept = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        return PAUSE.run(
                        redis,
                        List.of(PAUSED, reasonKey(lane)),
                        List.of(lane.key(), Math.max(1, pause.toMillis()), kept))
                .map(LaneBook::milliseconds);
    }

    /** The pause of a lane; empty when it is open. */
    public Uni<Optional<LanePause>> find(Lane lane) {
        return redis.pipeline(List.of(
                        RedisCommands.request(Command.PTTL, reasonKey(lane)),
                        RedisCommands.request(Command.GET, reasonKey(lane))))
                .map(answers -> {
                    long remaining = answers.get(0).toLong();
                    @Nullable Response reason = answers.get(1);
                    return remaining <= 0 || reason == null
                            ? Optional.empty()
                            : Optional.of(new LanePause(Duration.ofMillis(remaining), reason.toString()));
                });
    }

    /**
     * Tells that workers had no place for more jobs of these organizations, with how many each may have in a worker.
     *
     * @param lasting how long that counts without being told again
     */
    public Uni<Void> crowd(Map<OrganizationId, Integer> organizations, Duration lasting) {
        return redis.pipeline(organizations.entrySet().stream()
                        .map(crowded -> RedisCommands.request(
                                Command.SET,
                                CROWDED + crowded.getKey(),
                                crowded.getValue(),
                                "PX",
                                Math.max(1, lasting.toMillis())))
                        .toList())
                .replaceWithVoid();
    }

    /** Of an organization for whose jobs workers had no place lately, how many it may have in a worker; else empty. */
    public Uni<OptionalInt> crowded(OrganizationId organization) {
        return redis.send(Command.GET, CROWDED + organization)
                .map(places -> places == null ? OptionalInt.empty() : OptionalInt.of(places.toInteger()));
    }

    /**
     * Looks at the pauses of all lanes and, by the way, shows that this worker lives.
     *
     * @param worker unique among workers
     * @param presence how long the worker counts as living without another look
     */
    public Uni<LaneView> attend(String worker, Duration presence) {
        return ATTEND.run(redis, List.of(PAUSED, WORKERS), List.of(worker, presence.toMillis(), MOST_PAUSES))
                .map(LaneBook::view);
    }

    private static LaneView view(@Nullable Response answer) {
        if (answer == null) {
            throw new IllegalStateException("Redis answered nothing");
        }
        Map<String, Duration> paused = new HashMap<>();
        for (int index = 2; index + 1 < answer.size(); index += 2) {
            paused.put(answer.get(index).toString(), milliseconds(answer.get(index + 1)));
        }
        return new LaneView(
                paused, answer.get(1).toInteger(), Math.max(1, answer.get(0).toInteger()));
    }

    private static Duration milliseconds(@Nullable Response answer) {
        return answer == null ? Duration.ZERO : Duration.ofMillis(answer.toLong());
    }

    private static String reasonKey(Lane lane) {
        return PREFIX + "pause:" + lane.key();
    }
}
