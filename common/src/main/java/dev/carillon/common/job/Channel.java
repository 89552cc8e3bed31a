package dev.carillon.common.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Optional;

/**
 * The ways by which a job can reach its recipient. This is the registration that a new channel needs; the class that delivers
 * by it lives in worker-service, in the room of that name.
 */
@RegisterForReflection
public enum Channel implements WireNamed {
    /** Mail over SMTP. */
    EMAIL(JobType.EMAIL),
    /** An HTTP request to the recipient's URL, signed by Standard Webhooks. */
    WEBHOOK(JobType.NOTIFICATION),
    /** A signed HTTP request that tells a customer's webhook endpoint of a job. */
    EVENT(JobType.EVENT),
    /** Nothing is sent: for measuring what all else costs. Taken in only where configuration allows it. */
    NOOP(JobType.NOTIFICATION);

    private final JobType type;

    Channel(JobType type) {
        this.type = type;
    }

    /** The type of the jobs that take this channel. */
    public JobType type() {
        return type;
    }

    /**
     * The channels that can be asked for.
     *
     * @param measuring whether the one for measuring is among them
     */
    public static Channel[] offered(boolean measuring) {
        return Arrays.stream(values())
                .filter(channel -> measuring || channel != NOOP)
                .toArray(Channel[]::new);
    }

    /** The channel of that name; empty when there is none. */
    public static Optional<Channel> parse(String wireName) {
        return WireNamed.find(values(), wireName);
    }

    /** The channel of that name. Throws {@link IllegalArgumentException} when there is none. */
    @JsonCreator
    public static Channel of(String wireName) {
        return WireNamed.require(values(), wireName);
    }
}
