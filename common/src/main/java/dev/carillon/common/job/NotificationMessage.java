package dev.carillon.common.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A short message by any channel but mail.
 *
 * @param to what the channel understands as a recipient: a URL for {@link Channel#WEBHOOK}
 * @param data passed on as it is where the channel can carry it; null for none
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotificationMessage(
        Channel channel,
        String to,
        @Nullable String title,
        @Nullable String body,
        @Nullable JsonNode data) implements Message {

    /** What is stored without one of these two is no message. */
    public NotificationMessage {
        requireNonNull(channel, "channel");
        requireNonNull(to, "to");
    }
}
