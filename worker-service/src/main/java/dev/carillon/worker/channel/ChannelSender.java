package dev.carillon.worker.channel;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Message;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Sends messages by one channel. Implementations are beans; each channel has exactly one.
 *
 * @param <M> the kind of message it sends
 */
public interface ChannelSender<M extends Message> {

    /** The channel it is for. */
    Channel channel();

    /** The kind of message it sends. */
    Class<M> messageType();

    /** What carries the messages, for the record of attempts, such as {@code smtp}. */
    String provider();

    /** An attempt that takes longer is given up and counts as failed in passing. */
    Duration timeout();

    /**
     * Sends one message, once. What goes wrong is an {@link Outcome}; a failing {@link Uni} is a surprise and counts as a
     * failure that may pass.
     */
    Uni<Outcome> send(Envelope envelope, M message);
}
