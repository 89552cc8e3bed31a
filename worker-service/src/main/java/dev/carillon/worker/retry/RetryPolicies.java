package dev.carillon.worker.retry;

import dev.carillon.common.configuration.InvalidConfigurationException;
import dev.carillon.common.job.Channel;
import dev.carillon.common.retry.Backoff;
import dev.carillon.common.retry.RetryPolicy;
import dev.carillon.common.store.ClaimedJob;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The retry policy of each channel, as configured, and of each job, as it asks for. */
@Singleton
public class RetryPolicies {

    private static final String PREFIX = "carillon.retry";

    private final Map<Channel, RetryPolicy> channels = new EnumMap<>(Channel.class);
    private final Duration longestRetryAfter;

    /** By configuration. Throws {@link InvalidConfigurationException} when it makes no sense. */
    public RetryPolicies(RetryConfig config) {
        config.channel().keySet().forEach(name -> {
            if (Channel.parse(name).isEmpty()) {
                throw new InvalidConfigurationException(PREFIX + ".channel." + name, "names no channel.");
            }
        });
        this.longestRetryAfter = config.longestRetryAfter();
        for (Channel channel : Channel.values()) {
            channels.put(channel, policy(config, channel.wireName()));
        }
    }

    /** The policy of a job. */
    public RetryPolicy of(ClaimedJob job) {
        return of(job.channel()).with(job.retry());
    }

    /** The policy of jobs that ask for nothing. */
    public RetryPolicy of(Channel channel) {
        RetryPolicy policy = channels.get(channel);
        if (policy == null) {
            throw new IllegalStateException("Channel " + channel + " has no retry policy");
        }
        return policy;
    }

    /** What the other side asks for, within the bound that is configured. */
    public Duration bounded(Duration retryAfter) {
        return retryAfter.compareTo(longestRetryAfter) > 0 ? longestRetryAfter : retryAfter;
    }

    private static RetryPolicy policy(RetryConfig config, String channel) {
        Optional<RetryConfig.ChannelRetries> own =
                Optional.ofNullable(config.channel().get(channel));
        String property = own.isPresent() ? PREFIX + ".channel." + channel : PREFIX;
        Optional<List<Duration>> delays = own.flatMap(RetryConfig.ChannelRetries::delays);
        Optional<RetryConfig.ChannelRetries.Growth> growth = own.flatMap(RetryConfig.ChannelRetries::exponential);
        if (delays.isPresent() && growth.isPresent()) {
            throw new InvalidConfigurationException(property, "has both delays and exponential: choose one.");
        }
        try {
            Backoff backoff = growth.isPresent()
                    ? new Backoff.Exponential(
                            growth.get().initial(),
                            growth.get().factor(),
                            growth.get().maximum())
                    : new Backoff.Schedule(delays.orElseGet(config::delays));
            return new RetryPolicy(
                    backoff,
                    own.flatMap(RetryConfig.ChannelRetries::jitter).orElseGet(config::jitter),
                    own.flatMap(RetryConfig.ChannelRetries::maximumDuration)
                            .or(config::maximumDuration)
                            .orElse(null));
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(property, "makes no sense. " + e.getMessage() + ".");
        }
    }
}
