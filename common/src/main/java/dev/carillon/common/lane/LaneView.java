package dev.carillon.common.lane;

import java.time.Duration;
import java.util.Map;

/**
 * What a worker sees when it looks into the book.
 *
 * @param paused the lanes that are paused, by their keys, and for how much longer
 * @param place of this worker among those that live, from 0: by it limits are divided
 * @param workers how many live, at least 1
 */
public record LaneView(Map<String, Duration> paused, int place, int workers) {

    public LaneView {
        paused = Map.copyOf(paused);
    }

    /** This worker's part of a limit that counts for all workers together. The parts add up to the limit exactly. */
    public int share(int limit) {
        return limit / workers + (place < limit % workers ? 1 : 0);
    }
}
