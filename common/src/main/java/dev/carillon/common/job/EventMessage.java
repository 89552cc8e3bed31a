package dev.carillon.common.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * Tells a customer's webhook endpoint of something. Those about jobs are written by the trigger of migration V15, in the
 * transaction that moves the job.
 *
 * @param endpointId of the endpoint, whose URL and secrets are looked up when it is told
 * @param type what happened, such as {@code job.succeeded}
 * @param timestamp when, RFC 3339
 * @param data about what; for a job's event the job as it was then
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record EventMessage(UUID endpointId, String type, String timestamp, JsonNode data) implements Message {

    /** What is stored without one of these is no message. */
    public EventMessage {
        requireNonNull(endpointId, "endpoint_id");
        requireNonNull(type, "type");
        requireNonNull(timestamp, "timestamp");
        requireNonNull(data, "data");
    }

    @Override
    public Channel channel() {
        return Channel.EVENT;
    }
}
