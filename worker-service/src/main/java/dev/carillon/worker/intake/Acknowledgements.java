package dev.carillon.worker.intake;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.redis.RedisCommands;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.stream.JobStreamKey;
import io.quarkus.logging.Log;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Acknowledges and deletes entries, those that come while a round trip is under way together in the next. An acknowledgement
 * that is lost costs nothing: whoever takes the entry over finds its job no longer queued.
 */
@Singleton
class Acknowledgements {

    private static final int LARGEST_BATCH = 1_000;

    private final RedisCommands redis;
    private final ConcurrentLinkedQueue<StreamEntry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean underWay = new AtomicBoolean();

    Acknowledgements(RedisCommands redis) {
        this.redis = redis;
    }

    /** The entry is done with. Does not wait. */
    void acknowledge(StreamEntry entry) {
        waiting.add(entry);
        flush();
    }

    /** The entries are put at the end of their streams again. Does not wait. */
    void handBack(List<StreamEntry> entries) {
        List<Request> requests = new ArrayList<>();
        entries.forEach(entry -> requests.add(JobStream.entry(entry.stream(), entry.job(), entry.organization())));
        requests.addAll(removals(entries));
        redis.pipeline(requests)
                .subscribe()
                .with(_ -> {}, failure -> Log.debugf("%d entries were not handed back: %s", entries.size(), failure));
    }

    private void flush() {
        if (waiting.isEmpty() || !underWay.compareAndSet(false, true)) {
            return;
        }
        List<StreamEntry> batch = new ArrayList<>();
        for (StreamEntry entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            batch.add(entry);
            if (batch.size() == LARGEST_BATCH) {
                break;
            }
        }
        redis.pipeline(requests(batch))
                .onFailure()
                .invoke(failure -> Log.debugf("%d entries were not acknowledged: %s", batch.size(), failure))
                .onFailure()
                .recoverWithItem(List.of())
                .subscribe()
                .with(_ -> {
                    underWay.set(false);
                    flush();
                });
    }

    private static List<Request> requests(List<StreamEntry> entries) {
        List<Request> requests = removals(entries);
        record Window(int shard, OrganizationId organization) {}
        Map<Window, Integer> gone = new LinkedHashMap<>();
        for (StreamEntry entry : entries) {
            gone.merge(new Window(entry.stream().shard(), entry.organization()), 1, Integer::sum);
        }
        gone.forEach((window, count) -> requests.add(RedisCommands.request(
                Command.HINCRBY, JobStream.windowOf(window.shard()), window.organization(), -count)));
        return requests;
    }

    private static List<Request> removals(List<StreamEntry> entries) {
        Map<JobStreamKey, List<String>> ids = new LinkedHashMap<>();
        for (StreamEntry entry : entries) {
            ids.computeIfAbsent(entry.stream(), _ -> new ArrayList<>()).add(entry.id());
        }
        List<Request> requests = new ArrayList<>();
        ids.forEach((stream, done) -> {
            Request acknowledge = RedisCommands.request(Command.XACK, stream, JobStreamKey.GROUP);
            Request delete = RedisCommands.request(Command.XDEL, stream);
            done.forEach(id -> {
                acknowledge.arg(id);
                delete.arg(id);
            });
            requests.add(acknowledge);
            requests.add(delete);
        });
        return requests;
    }
}
