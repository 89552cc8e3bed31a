package dev.carillon.worker.intake;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Remembers that a claim got no answer: PostgreSQL may have given this worker jobs that it does not know of. */
@Singleton
public class LostAnswers {

    private final AtomicReference<@Nullable Long> latest = new AtomicReference<>();

    /** A claim failed, just now. */
    void lost() {
        latest.set(System.nanoTime());
    }

    /** When the latest claim failed, by {@link System#nanoTime}; null when none did since the last {@link #settled}. */
    public @Nullable Long latest() {
        return latest.get();
    }

    /** Whether the latest failure is longer ago than {@code age}. */
    public boolean areOlderThan(Duration age) {
        Long moment = latest.get();
        return moment != null && System.nanoTime() - moment > age.toNanos();
    }

    /** What was lost until {@code moment} has been given back. */
    public void settled(@Nullable Long moment) {
        latest.compareAndSet(moment, null);
    }
}
