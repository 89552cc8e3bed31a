package dev.carillon.common.lane;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.EventMessage;
import dev.carillon.common.job.Message;
import dev.carillon.common.job.NotificationMessage;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What jobs go through together, and what is therefore paused together when its other side asks for it: the provider of a channel,
 * or, for webhooks, the endpoint (scheme, host and port) as one organization uses it. One organization cannot pause another's.
 *
 * @param channel of its jobs
 * @param key what it goes by, in memory and in Redis
 * @param endpoint as people know it: the endpoint's address, or the channel
 */
public record Lane(Channel channel, String key, String endpoint) {

    /** Of the channels that go through one provider, by their ordinals. */
    private static final Lane[] OF_CHANNELS = Arrays.stream(Channel.values())
            .map(channel -> new Lane(channel, channel.wireName(), "channel " + channel.wireName()))
            .toArray(Lane[]::new);

    /** The lane of a message. Two workers always agree on it. */
    public static Lane of(OrganizationId organization, Message message) {
        return switch (message) {
            case NotificationMessage notification
            when notification.channel() == Channel.WEBHOOK -> webhook(organization, notification.to());
            case EventMessage event ->
                new Lane(
                        Channel.EVENT,
                        "event:" + organization + "@" + event.endpointId(),
                        "webhook endpoint " + event.endpointId());
            default -> of(message.channel());
        };
    }

    /** The lane of a channel that goes through one provider. */
    public static Lane of(Channel channel) {
        return OF_CHANNELS[channel.ordinal()];
    }

    private static Lane webhook(OrganizationId organization, String url) {
        String endpoint = endpoint(url);
        return new Lane(Channel.WEBHOOK, "webhook:" + organization + "@" + endpoint, endpoint);
    }

    /** Whether its other side is an endpoint that a customer named, rather than a provider. */
    public boolean isEndpoint() {
        return channel == Channel.WEBHOOK || channel == Channel.EVENT;
    }

    private static String endpoint(String url) {
        try {
            URI address = new URI(url);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            int port = address.getPort() > 0 ? address.getPort() : scheme.equals("http") ? 80 : 443;
            return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
        } catch (URISyntaxException _) {
            // Only a row that was changed by hand has one; its delivery will say so.
            return "invalid";
        }
    }
}
