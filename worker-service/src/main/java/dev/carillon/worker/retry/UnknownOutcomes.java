package dev.carillon.worker.retry;

import dev.carillon.common.configuration.InvalidConfigurationException;
import dev.carillon.common.job.Channel;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;

/** Which channels hold a job of which nobody knows whether it was sent, for a person to decide. */
@Singleton
public class UnknownOutcomes {

    private final Set<Channel> held = EnumSet.noneOf(Channel.class);

    UnknownOutcomes(UnknownOutcomeConfig config) {
        config.channels().forEach((name, policy) -> {
            Channel channel = Channel.parse(name)
                    .orElseThrow(() ->
                            new InvalidConfigurationException("carillon.unknown-outcome." + name, "names no channel."));
            if (policy == UnknownOutcomeConfig.Policy.HOLD) {
                held.add(channel);
            }
        });
    }

    /** Those channels. */
    public Set<Channel> held() {
        return held;
    }
}
