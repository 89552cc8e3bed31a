package dev.carillon.api.submit;

import dev.carillon.common.configuration.InvalidConfigurationException;
import dev.carillon.common.job.Channel;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** How many attempts a job has when its request does not say. */
@Singleton
@Startup
class MaxAttempts {

    /** More are nearly always a mistake. */
    static final int MOST = 50;

    private final Map<Channel, Integer> channels = new EnumMap<>(Channel.class);
    private final int other;

    MaxAttempts(SubmitConfig config) {
        config.maxAttempts()
                .forEach((name, attempts) -> channels.put(
                        Channel.parse(name)
                                .orElseThrow(() -> new InvalidConfigurationException(
                                        "carillon.submit.max-attempts." + name, "names no channel.")),
                        attempts));
        this.other = config.defaultMaxAttempts();
    }

    int of(Channel channel) {
        return channels.getOrDefault(channel, other);
    }
}
