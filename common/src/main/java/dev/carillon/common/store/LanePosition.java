package dev.carillon.common.store;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a queued job stands among those of its lane: the organization's queued jobs of the same channel and priority.
 *
 * @param before jobs of the lane that stand before it, at least
 * @param bounded whether there may be more of them: no more were looked for
 * @param started how many of those that stood last before the waiting ones were started lately
 * @param since how long ago the first of these was started; null when none was
 */
public record LanePosition(
        int before, boolean bounded, int started, @Nullable Duration since) {

    /** With fewer starts, or over a shorter time, chance would speak and not the lane. */
    private static final int LEAST_STARTS = 10;

    private static final Duration LEAST_TIME = Duration.ofSeconds(10);

    /** Jobs that the lane starts in a second; empty when too little is known to say. */
    public Optional<Double> startsPerSecond() {
        return started < LEAST_STARTS || since == null || since.compareTo(LEAST_TIME) < 0
                ? Optional.empty()
                : Optional.of(started / (since.toMillis() / 1_000.0));
    }

    /** How long the job will wait if the lane goes on as it did; empty when too little is known to say. */
    public Optional<Duration> expectedWait() {
        return bounded
                ? Optional.empty()
                : startsPerSecond().map(rate -> Duration.ofMillis(Math.round((before + 1) * 1_000.0 / rate)));
    }
}
