package dev.carillon.worker.channel.noop;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.worker.channel.ChannelSender;
import dev.carillon.worker.channel.Envelope;
import dev.carillon.worker.channel.Outcome;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Says that it delivered, and does nothing: what a job costs then is what Carillon itself costs. */
@Singleton
class NoopSender implements ChannelSender<NotificationMessage> {

    private static final Outcome DELIVERED = new Outcome.Delivered();

    @Override
    public Channel channel() {
        return Channel.NOOP;
    }

    @Override
    public Class<NotificationMessage> messageType() {
        return NotificationMessage.class;
    }

    @Override
    public String provider() {
        return "noop";
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Uni<Outcome> send(Envelope envelope, NotificationMessage message) {
        return Uni.createFrom().item(DELIVERED);
    }
}
