package dev.carillon.worker.channel;

import dev.carillon.common.job.Channel;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The sender of each channel. The service does not start when a channel has none, or two. */
@Singleton
public class ChannelSenders {

    private final Map<Channel, ChannelSender<?>> senders = new EnumMap<>(Channel.class);

    ChannelSenders(@All List<ChannelSender<?>> all) {
        for (ChannelSender<?> sender : all) {
            ChannelSender<?> other = senders.put(sender.channel(), sender);
            if (other != null) {
                throw new IllegalStateException("Channel %s has two senders, %s and %s: remove one"
                        .formatted(sender.channel(), other.getClass(), sender.getClass()));
            }
        }
        for (Channel channel : Channel.values()) {
            if (!senders.containsKey(channel)) {
                throw new IllegalStateException(
                        "Channel " + channel + " has no sender: add a bean that implements ChannelSender");
            }
        }
    }

    /** The sender of {@code channel}. */
    public ChannelSender<?> of(Channel channel) {
        ChannelSender<?> sender = senders.get(channel);
        if (sender == null) {
            throw new IllegalStateException("Channel " + channel + " has no sender");
        }
        return sender;
    }
}
