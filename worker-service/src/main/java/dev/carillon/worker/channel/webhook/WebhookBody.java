package dev.carillon.worker.channel.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.NotificationMessage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver gets: the form that Standard Webhooks recommends.
 *
 * @param timestamp when the job was made, RFC 3339; the same at every attempt
 */
@RegisterForReflection
record WebhookBody(String type, String timestamp, Content data) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The notification itself. Parts it does not have are left out. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Content(
            String id,
            @Nullable String title,
            @Nullable String body,
            @Nullable JsonNode data) {}

    static WebhookBody of(JobId job, NotificationMessage message) {
        return new WebhookBody(
                "notification",
                job.createdAt().toString(),
                new Content(job.toString(), message.title(), message.body(), message.data()));
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A webhook's body could not be written as JSON", e);
        }
    }
}
