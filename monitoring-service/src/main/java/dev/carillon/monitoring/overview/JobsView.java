package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.store.JobCounts.JobCount;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs there are.
 *
 * @param total in each state, all states in the order of a job's life
 * @param channels the same for each channel
 * @param oldestWaiting how long the longest waiting job has been waiting for a worker; null when none waits
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record JobsView(
        Map<String, Long> total,
        List<ChannelView> channels,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Duration oldestWaiting) {

    /** The jobs of one channel in each state. */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record ChannelView(Channel channel, Map<String, Long> states) {}

    static JobsView of(Collection<JobCount> counts, Optional<Duration> oldestWaiting) {
        List<ChannelView> channels = new ArrayList<>();
        for (Channel channel : Channel.values()) {
            channels.add(new ChannelView(channel, states(counts, count -> count.channel() == channel)));
        }
        return new JobsView(states(counts, every -> true), channels, oldestWaiting.orElse(null));
    }

    private static Map<String, Long> states(Collection<JobCount> counts, Predicate<JobCount> wanted) {
        Map<String, Long> states = new LinkedHashMap<>();
        for (JobState state : JobState.values()) {
            long jobs = counts.stream()
                    .filter(wanted)
                    .filter(count -> count.state() == state)
                    .mapToLong(JobCount::jobs)
                    .sum();
            states.put(state.wireName(), jobs);
        }
        return states;
    }
}
