package dev.carillon.worker.retry;

import dev.carillon.common.job.Channel;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Decides how long a failed job waits for its next attempt. */
@Singleton
public class RetryPolicy {

    private final RetryConfig config;

    /** By configuration. */
    public RetryPolicy(RetryConfig config) {
        this.config = config;
        check("carillon.retry.delays", config.delays());
        config.channel()
                .forEach((name, channel) -> check("carillon.retry.channel." + name + ".delays", channel.delays()));
    }

    private static void check(String property, List<Duration> delays) {
        if (delays.isEmpty() || delays.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException(property + " must name at least one wait, and none below zero");
        }
    }

    /**
     * The wait before the next attempt; empty when there is none left.
     *
     * @param attempts that have counted, the one that just failed included
     * @param retryAfter how long the other side asks to wait at least; null when it does not say
     */
    public Optional<Duration> next(
            Channel channel, int attempts, int maxAttempts, @Nullable Duration retryAfter, RandomGenerator random) {
        if (attempts >= maxAttempts) {
            return Optional.empty();
        }
        RetryConfig.ChannelDelays own = config.channel().get(channel.wireName());
        List<Duration> delays = own == null ? config.delays() : own.delays();
        Duration delay = delays.get(Math.clamp(attempts - 1, 0, delays.size() - 1));
        double factor = 1 + config.jitter() * (2 * random.nextDouble() - 1);
        Duration spread = Duration.ofMillis(Math.round(delay.toMillis() * factor));
        if (retryAfter == null) {
            return Optional.of(spread);
        }
        Duration asked = retryAfter.compareTo(config.longestRetryAfter()) > 0 ? config.longestRetryAfter() : retryAfter;
        return Optional.of(asked.compareTo(spread) > 0 ? asked : spread);
    }
}
