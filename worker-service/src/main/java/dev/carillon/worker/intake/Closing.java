package dev.carillon.worker.intake;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether this instance still takes on work. Pauses end at once when it no longer does. */
@Singleton
public class Closing {

    private final CountDownLatch closed = new CountDownLatch(1);

    /** Whether work may be taken on. */
    public boolean isOpen() {
        return closed.getCount() > 0;
    }

    /** No work is taken on from now on. */
    public void close() {
        closed.countDown();
    }

    /** Waits for that long, or until closed. */
    public void pause(Duration duration) {
        try {
            boolean interrupted = closed.await(duration.toMillis(), TimeUnit.MILLISECONDS);
            assert interrupted || isOpen();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
