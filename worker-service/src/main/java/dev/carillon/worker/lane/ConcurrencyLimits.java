package dev.carillon.worker.lane;

import dev.carillon.common.configuration.InvalidConfigurationException;
import dev.carillon.common.job.Channel;
import dev.carillon.common.lane.Lane;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** The configured limits of what may be under way at once, over all workers. */
@Singleton
class ConcurrencyLimits {

    /** Divides among any number of workers and still limits nothing. */
    private static final int NONE = Integer.MAX_VALUE;

    private final Map<Channel, Integer> channels = new EnumMap<>(Channel.class);
    private final int endpoint;

    ConcurrencyLimits(ConcurrencyConfig config) {
        config.channel().forEach((name, limit) -> {
            Channel channel = Channel.parse(name)
                    .orElseThrow(() -> new InvalidConfigurationException(
                            "carillon.concurrency.channel." + name, "names no channel."));
            channels.put(channel, limit);
        });
        this.endpoint = config.endpoint() == 0 ? NONE : config.endpoint();
    }

    int ofChannel(Channel channel) {
        return channels.getOrDefault(channel, NONE);
    }

    int ofLane(Lane lane) {
        return lane.isEndpoint() ? endpoint : NONE;
    }
}
