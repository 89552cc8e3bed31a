package dev.carillon.benchmark;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests of which each follows one before it, in so many chains side by side, until the time is over. */
final class Chains {

    private final Supplier<Uni<?>> ask;
    private final long end;
    private final LongAdder answered = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended;

    private Chains(Supplier<Uni<?>> ask, int number, long end) {
        this.ask = ask;
        this.end = end;
        this.ended = new CountDownLatch(number);
    }

    /** How many are answered in a second. Throws {@link IllegalStateException} when any fails. */
    static double perSecond(Duration time, int chains, Supplier<Uni<?>> ask) {
        long begun = System.nanoTime();
        Chains all = new Chains(ask, chains, begun + time.toNanos());
        for (int number = 0; number < chains; number++) {
            all.new Chain().next();
        }
        try {
            all.ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Throwable failure = all.failure.get();
        if (failure != null) {
            throw new IllegalStateException("Requests failed", failure);
        }
        return all.answered.sum() / ((System.nanoTime() - begun) / 1e9);
    }

    /** One after the other. A loop and not a recursion, as an answer may be there before the asking returns. */
    private final class Chain {

        private final AtomicInteger due = new AtomicInteger();

        void next() {
            if (due.getAndIncrement() > 0) {
                return;
            }
            do {
                if (System.nanoTime() > end) {
                    ended.countDown();
                    return;
                }
                ask.get()
                        .subscribe()
                        .with(
                                _ -> {
                                    answered.increment();
                                    next();
                                },
                                failed -> {
                                    failure.set(failed);
                                    ended.countDown();
                                });
            } while (due.decrementAndGet() > 0);
        }
    }
}
