package dev.carillon.api.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does one thing many times at once. */
public final class AtOnce {

    private AtOnce() {}

    /** The results of {@code count} acts, each on a thread of its own; an act is told which it is. */
    public static <T> List<T> run(int count, IntFunction<T> act) throws Exception {
        List<Callable<T>> acts = IntStream.range(0, count)
                .mapToObj(number -> (Callable<T>) () -> act.apply(number))
                .toList();
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            for (Future<T> result : threads.invokeAll(acts)) {
                results.add(result.get());
            }
        }
        return results;
    }
}
