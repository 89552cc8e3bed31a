package dev.carillon.common.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    /** A store whose commits end when a test says so. */
    private static final class Store {

        final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
        final List<UniEmitter<? super List<Integer>>> open = new CopyOnWriteArrayList<>();

        Uni<List<Integer>> commit(List<Integer> batch) {
            return Uni.createFrom().emitter(emitter -> {
                batches.add(batch);
                open.add(emitter);
            });
        }

        void finish(int index) {
            open.get(index)
                    .complete(batches.get(index).stream().map(each -> each * 10).toList());
        }
    }

    private final Store store = new Store();

    private GroupCommit<Integer, Integer> commits(int concurrency, int capacity) {
        return new GroupCommit<>(
                concurrency, capacity, 3, _ -> 1, IllegalArgumentException.class::isInstance, _ -> 0, store::commit);
    }

    @Test
    void aSmallBatchDoesNotLeaveBesideALargeOne() {
        GroupCommit<Integer, Integer> commits = commits(2, 100);
        submit(commits, 1);
        submit(commits, 2);
        // Both places are taken, by batches of one: light load, where nobody waits for company.
        IntStream.rangeClosed(3, 5).forEach(i -> submit(commits, i));
        store.finish(0);
        store.finish(1);
        assertEquals(List.of(List.of(1), List.of(2), List.of(3, 4, 5)), store.batches);

        submit(commits, 6);
        submit(commits, 7);
        assertEquals(3, store.batches.size(), "a large batch is under way and a place is free");
        submit(commits, 8);
        assertEquals(List.of(6, 7, 8), store.batches.get(3), "now they are large themselves");

        submit(commits, 9);
        store.finish(2);
        assertEquals(4, store.batches.size());
        store.finish(3);
        assertEquals(List.of(9), store.batches.get(4), "nobody is left behind");
    }

    private static void submit(GroupCommit<Integer, Integer> commits, int request) {
        commits.submit(request).subscribe().with(_ -> {});
    }

    @Test
    void theFirstGoesAtOnceAndThoseThatComeMeanwhileShareTheNext() {
        GroupCommit<Integer, Integer> commits = commits(1, 100);

        List<CompletableFuture<Integer>> results = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> commits.submit(i).subscribeAsCompletionStage())
                .toList();
        assertEquals(List.of(List.of(1)), store.batches);
        store.finish(0);
        store.finish(1);

        assertEquals(List.of(List.of(1), List.of(2, 3, 4)), store.batches);
        assertEquals(
                List.of(10, 20, 30, 40),
                results.stream().map(CompletableFuture::join).toList());
    }

    @Test
    void aBatchIsNoHeavierThanItsCapacity() {
        GroupCommit<Integer, Integer> commits = commits(1, 2);
        List<CompletableFuture<Integer>> results = IntStream.rangeClosed(1, 6)
                .mapToObj(i -> commits.submit(i).subscribeAsCompletionStage())
                .toList();

        IntStream.range(0, 4).forEach(store::finish);

        assertEquals(List.of(1, 2, 2, 1), store.batches.stream().map(List::size).toList());
        assertTrue(results.stream().allMatch(CompletableFuture::isDone));
    }

    @Test
    void aStrangersMistakeHarmsNobodyElse() {
        List<List<Integer>> batches = new ArrayList<>();
        GroupCommit<Integer, Integer> commits =
                new GroupCommit<>(1, 100, 100, _ -> 1, IllegalArgumentException.class::isInstance, _ -> 0, batch -> {
                    batches.add(batch);
                    return batches.size() == 1
                            ? store.commit(batch)
                            : batch.contains(3)
                                    ? Uni.createFrom().failure(new IllegalArgumentException("3"))
                                    : Uni.createFrom().item(batch);
                });
        List<CompletableFuture<Integer>> results = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> commits.submit(i).subscribeAsCompletionStage())
                .toList();

        store.finish(0);

        assertEquals(2, results.get(1).join());
        assertThrows(Exception.class, results.get(2)::join);
        assertEquals(4, results.get(3).join());
        assertEquals(5, commits.submit(5).await().atMost(Duration.ofSeconds(1)), "the place is free again");
    }

    @Test
    void aFailureOfTheStoreFailsTheWholeBatchOnce() {
        GroupCommit<Integer, Integer> commits = commits(1, 100);
        List<CompletableFuture<Integer>> results = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> commits.submit(i).subscribeAsCompletionStage())
                .toList();

        store.finish(0);
        store.open.get(1).fail(new IllegalStateException("gone"));

        assertEquals(2, store.batches.size());
        assertThrows(Exception.class, results.get(1)::join);
        assertThrows(Exception.class, results.get(2)::join);
    }
}
