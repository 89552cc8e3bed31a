package dev.carillon.worker.queue;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.pause.PauseAdministration.Tally;
import dev.carillon.common.store.JobCounts.JobCount;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queues of the whole installation at one moment.
 *
 * @param oldestWaiting how long the oldest queued job has waited that is not paused; null when none waits
 * @param pauses in force
 * @param readAt by {@link System#nanoTime}
 */
public record QueuePicture(List<JobCount> counts, @Nullable Duration oldestWaiting, Tally pauses, long readAt) {

    public QueuePicture {
        counts = List.copyOf(counts);
    }

    /** Jobs of the channel in that state. */
    public long jobs(Channel channel, JobState state) {
        return counts.stream()
                .filter(count -> count.channel() == channel && count.state() == state)
                .mapToLong(JobCount::jobs)
                .sum();
    }

    /** Jobs of all channels in that state. */
    public long jobs(JobState state) {
        return counts.stream()
                .filter(count -> count.state() == state)
                .mapToLong(JobCount::jobs)
                .sum();
    }

    /** How long ago it was read. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - readAt);
    }
}
