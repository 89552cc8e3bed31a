package dev.carillon.common.limit;

import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.redis.RedisMode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides in Redis, so that any number of instances share one count. */
final class RedisLimiter {

    private final RedisCommands redis;

    RedisLimiter(RedisCommands redis) {
        this.redis = redis;
    }

    /** One decision for each request, in their order, by one command. In a cluster by one for each owner among them. */
    Uni<List<Decision>> decide(List<List<Check>> requests) {
        return decide(requests, LimitBatch.NOW);
    }

    /**
     * The same as of a given time.
     *
     * @param clock microseconds since 1970
     */
    Uni<List<Decision>> decide(List<List<Check>> requests, long clock) {
        return redis.mode() == RedisMode.CLUSTER ? decideByOwner(requests, clock) : decideAtOnce(requests, clock);
    }

    private Uni<List<Decision>> decideAtOnce(List<List<Check>> requests, long clock) {
        LimitBatch batch = new LimitBatch(requests);
        return LimitScript.SCRIPT
                .run(redis, batch.keys(), batch.arguments(clock))
                .map(answer -> batch.decisions(present(answer)));
    }

    private Uni<List<Decision>> decideByOwner(List<List<Check>> requests, long clock) {
        Map<String, List<Integer>> owners = new LinkedHashMap<>();
        for (int request = 0; request < requests.size(); request++) {
            owners.computeIfAbsent(requests.get(request).getFirst().owner(), _ -> new ArrayList<>())
                    .add(request);
        }
        @Nullable Decision[] decisions = new Decision[requests.size()];
        List<Uni<Void>> parts = owners.values().stream()
                .map(places -> decideAtOnce(places.stream().map(requests::get).toList(), clock)
                        .invoke(part -> {
                            for (int index = 0; index < places.size(); index++) {
                                decisions[places.get(index)] = part.get(index);
                            }
                        })
                        .replaceWithVoid())
                .toList();
        return Uni.join().all(parts).andCollectFailures().map(_ -> Arrays.asList(decisions));
    }

    private static Response present(@Nullable Response answer) {
        if (answer == null) {
            throw new IllegalStateException("Redis answered nothing");
        }
        return answer;
    }
}
