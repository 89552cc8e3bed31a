package dev.carillon.common.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.impl.RequestImpl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Splits a pipeline by hash tag, for a cluster: the client sends a pipeline to one node and refuses one whose keys are on several.
 * Keys of one tag are in one slot, whatever the cluster makes of its slots meanwhile.
 */
final class SlotBatches {

    private final List<Request> requests;
    private final Map<String, List<Integer>> places = new LinkedHashMap<>();

    SlotBatches(List<Request> requests) {
        this.requests = requests;
        for (int place = 0; place < requests.size(); place++) {
            places.computeIfAbsent(tag(requests.get(place)), _ -> new ArrayList<>())
                    .add(place);
        }
    }

    /** Sends every batch by {@code sender}, all at once. Answers in the order of the pipeline; fails if any did. */
    Uni<List<Response>> send(Function<List<Request>, Uni<List<Response>>> sender) {
        List<List<Integer>> batches = List.copyOf(places.values());
        List<Uni<List<Response>>> sent = batches.stream()
                .map(batch -> sender.apply(batch.stream().map(requests::get).toList()))
                .toList();
        return Uni.join().all(sent).andCollectFailures().map(answers -> inOrder(batches, answers));
    }

    private List<Response> inOrder(List<List<Integer>> batches, List<List<Response>> answers) {
        // An answer is null where Redis says nil.
        @Nullable Response[] ordered = new Response[requests.size()];
        for (int batch = 0; batch < batches.size(); batch++) {
            for (int index = 0; index < batches.get(batch).size(); index++) {
                ordered[batches.get(batch).get(index)] = answers.get(batch).get(index);
            }
        }
        return Arrays.asList(ordered);
    }

    private static String tag(Request request) {
        List<byte[]> keys = ((RequestImpl) request.getDelegate()).keys();
        return keys.isEmpty() ? "" : tag(new String(keys.getFirst(), StandardCharsets.UTF_8));
    }

    /** What Redis hashes of a key: what is between the first brace and the next closing one, or all of it. */
    static String tag(String key) {
        int open = key.indexOf('{');
        int close = key.indexOf('}', open + 1);
        return open < 0 || close <= open + 1 ? key : key.substring(open + 1, close);
    }
}
