package dev.carillon.worker.channel.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.carillon.common.identity.WebhookSecret;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.EventMessage;
import dev.carillon.worker.channel.ChannelSender;
import dev.carillon.worker.channel.Envelope;
import dev.carillon.worker.channel.Outcome;
import dev.carillon.worker.outbound.HostResolver;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Tells customers' endpoints of their jobs, signed by Standard Webhooks with the secrets of each endpoint. */
@Singleton
class EventSender implements ChannelSender<EventMessage> {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** For noting that an endpoint did not answer in time, which must not be cut off by the same time limit. */
    private static final Duration FOR_NOTES = Duration.ofSeconds(5);

    private final Endpoints endpoints;
    private final HostResolver resolver;
    private final WebhookClient client;
    private final WebhookConfig config;

    EventSender(Endpoints endpoints, HostResolver resolver, WebhookClient client, WebhookConfig config) {
        this.endpoints = endpoints;
        this.resolver = resolver;
        this.client = client;
        this.config = config;
    }

    @Override
    public Channel channel() {
        return Channel.EVENT;
    }

    @Override
    public Class<EventMessage> messageType() {
        return EventMessage.class;
    }

    @Override
    public String provider() {
        return "http";
    }

    @Override
    public Duration timeout() {
        return config.timeout().plus(FOR_NOTES);
    }

    @Override
    public Uni<Outcome> send(Envelope envelope, EventMessage message) {
        EndpointKey key = new EndpointKey(envelope.organizationId(), message.endpointId());
        return endpoints.find(key).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(new Outcome.PermanentFailure("The webhook endpoint was deleted"));
            }
            Endpoint endpoint = found.get();
            return endpoint.disabledReason() == null
                    ? deliver(key, endpoint, envelope, message)
                    : Uni.createFrom()
                            .item(new Outcome.PermanentFailure(
                                    "The webhook endpoint is disabled. " + endpoint.disabledReason()));
        });
    }

    /** What came of a request. */
    private record Result(int status, Outcome outcome) {}

    private Uni<Outcome> deliver(EndpointKey key, Endpoint endpoint, Envelope envelope, EventMessage message) {
        URI url = URI.create(endpoint.url());
        return resolver.resolve(url.getHost())
                .chain(address -> client.post(url, address, envelope, sign(endpoint, envelope, message)))
                .map(answer -> new Result(
                        answer.status(), answer.outcome(envelope.clock().instant())))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .recoverWithUni(this::explain)
                .call(result -> endpoints.note(key, endpoint, result.status(), result.outcome()))
                .map(Result::outcome);
    }

    private Uni<Result> explain(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Uni.createFrom()
                    .item(new Result(0, new Outcome.TransientFailure("No answer within " + config.timeout())));
        }
        return WebhookSender.explain(failure)
                .map(outcome -> Uni.createFrom().item(new Result(0, outcome)))
                .orElseGet(() -> Uni.createFrom().failure(failure));
    }

    private static SignedBody sign(Endpoint endpoint, Envelope envelope, EventMessage message) {
        String id = envelope.jobId().toString();
        // Signed anew at every attempt: receivers refuse old timestamps.
        long timestamp = envelope.clock().instant().getEpochSecond();
        String body = body(message);
        return new SignedBody(id, timestamp, signatures(endpoint.secrets(), id, timestamp, body), body);
    }

    /** One signature for each secret: a receiver that knows either of them takes the event. */
    private static String signatures(List<WebhookSecret> secrets, String id, long timestamp, String body) {
        return secrets.stream()
                .map(secret -> WebhookSender.sign(secret, id, timestamp, body))
                .collect(Collectors.joining(" "));
    }

    private static String body(EventMessage message) {
        try {
            return JSON.writeValueAsString(JsonNodeFactory.instance
                    .objectNode()
                    .put("type", message.type())
                    .put("timestamp", message.timestamp())
                    .set("data", message.data()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event could not be written as JSON", e);
        }
    }
}
