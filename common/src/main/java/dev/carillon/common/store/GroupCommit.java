package dev.carillon.common.store;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lets concurrent requests share one statement and one commit. A request that finds a free place goes at once; those that come
 * while all places are taken wait together and leave as one batch when a place is free again. So the wait is never longer than
 * a commit that is already under way, and batches grow by themselves under load.
 *
 * <p>While large batches are under way, no small one leaves beside them though there is a place: what a statement costs whatever
 * its size would be paid for a few requests, which the next large batch takes along for next to nothing.
 *
 * <p>A batch that fails by something in one of its requests is taken apart, each request alone, so that nobody suffers from a
 * stranger's mistake.
 *
 * @param <T> a request
 * @param <R> its result
 */
public final class GroupCommit<T, R> {

    private final int concurrency;
    private final int capacity;
    private final int worthwhile;
    private final ToIntFunction<T> weight;
    private final Predicate<Throwable> blamesRequest;
    private final Function<List<T>, Uni<List<R>>> commit;
    private final IntToLongFunction spacing;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting<T, R>> waiting = new ArrayDeque<>();
    private int underWay;
    private int loadUnderWay;
    private int loadWaiting;
    private long departsAt = System.nanoTime();
    private boolean isTimed;

    private record Waiting<T, R>(T request, UniEmitter<? super R> emitter) {}

    private record Batch<T, R>(List<Waiting<T, R>> requests, int load) {}

    /**
     * @param concurrency batches under way at once
     * @param capacity the weight that a batch may have; a heavier request goes alone
     * @param worthwhile the weight from which on a batch is large
     * @param weight what a request weighs, such as its number of rows
     * @param blamesRequest whether a failure comes from what a request holds, and not from the store
     * @param spacing how long after the departure of a batch of that weight the next may leave, in nanoseconds
     * @param commit stores a batch, whole or not at all, and answers one result per request, in the batch's order
     */
    public GroupCommit(
            int concurrency,
            int capacity,
            int worthwhile,
            ToIntFunction<T> weight,
            Predicate<Throwable> blamesRequest,
            IntToLongFunction spacing,
            Function<List<T>, Uni<List<R>>> commit) {
        this.spacing = spacing;
        this.concurrency = concurrency;
        this.capacity = capacity;
        this.worthwhile = worthwhile;
        this.weight = weight;
        this.blamesRequest = blamesRequest;
        this.commit = commit;
    }

    /** The request's result, once its batch has been committed. Fails as the batch does. */
    public Uni<R> submit(T request) {
        return Uni.createFrom().emitter(emitter -> {
            lock.lock();
            try {
                waiting.add(new Waiting<>(request, emitter));
                loadWaiting += weight.applyAsInt(request);
            } finally {
                lock.unlock();
            }
            flush();
        });
    }

    private void flush() {
        for (Batch<T, R> batch = take(); batch != null; batch = take()) {
            send(batch);
        }
    }

    /** The next batch, which then counts as under way; null when there is none or it is to wait. */
    private @Nullable Batch<T, R> take() {
        lock.lock();
        try {
            if (waiting.isEmpty()
                    || underWay >= concurrency
                    || (loadUnderWay >= worthwhile && loadWaiting < worthwhile)) {
                return null;
            }
            long now = System.nanoTime();
            if (departsAt - now > 0) {
                flushAfter(departsAt - now);
                return null;
            }
            List<Waiting<T, R>> batch = new ArrayList<>();
            int load = 0;
            while (!waiting.isEmpty()) {
                int next = weight.applyAsInt(waiting.peek().request());
                if (!batch.isEmpty() && load + next > capacity) {
                    break;
                }
                load += next;
                batch.add(waiting.remove());
            }
            departsAt = now + spacing.applyAsLong(load);
            underWay++;
            loadUnderWay += load;
            loadWaiting -= load;
            return new Batch<>(batch, load);
        } finally {
            lock.unlock();
        }
    }

    /** To be called with the lock. */
    private void flushAfter(long nanos) {
        if (!isTimed) {
            isTimed = true;
            var _ = Infrastructure.getDefaultWorkerPool()
                    .schedule(this::flushInTime, Math.max(1, nanos / 1_000_000), TimeUnit.MILLISECONDS);
        }
    }

    private void flushInTime() {
        lock.lock();
        isTimed = false;
        lock.unlock();
        flush();
    }

    private void send(Batch<T, R> batch) {
        List<Waiting<T, R>> requests = batch.requests();
        commit(requests).subscribe().with(results -> succeed(batch, results), failure -> {
            if (requests.size() > 1 && blamesRequest.test(failure)) {
                sendEach(batch, 0);
            } else {
                fail(batch, failure);
            }
        });
    }

    /** One after the other, in the place of their batch. */
    private void sendEach(Batch<T, R> batch, int next) {
        List<Waiting<T, R>> requests = batch.requests();
        if (next == requests.size()) {
            release(batch);
            return;
        }
        UniEmitter<? super R> emitter = requests.get(next).emitter();
        commit(requests.subList(next, next + 1))
                .onTermination()
                .invoke(() -> sendEach(batch, next + 1))
                .subscribe()
                .with(results -> emitter.complete(results.getFirst()), emitter::fail);
    }

    private Uni<List<R>> commit(List<Waiting<T, R>> batch) {
        List<T> requests = batch.stream().map(Waiting::request).toList();
        return Uni.createFrom().deferred(() -> commit.apply(requests));
    }

    private void succeed(Batch<T, R> batch, List<R> results) {
        List<Waiting<T, R>> requests = batch.requests();
        if (results.size() != requests.size()) {
            fail(
                    batch,
                    new IllegalStateException("A batch of " + requests.size() + " requests was answered by "
                            + results.size() + " results"));
            return;
        }
        release(batch);
        for (int i = 0; i < requests.size(); i++) {
            requests.get(i).emitter().complete(results.get(i));
        }
    }

    private void fail(Batch<T, R> batch, Throwable failure) {
        release(batch);
        batch.requests().forEach(each -> each.emitter().fail(failure));
    }

    private void release(Batch<T, R> batch) {
        lock.lock();
        try {
            underWay--;
            loadUnderWay -= batch.load();
        } finally {
            lock.unlock();
        }
        flush();
    }
}
