package dev.carillon.worker.channel.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.carillon.common.identity.WebhookSecret;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.worker.channel.ChannelSender;
import dev.carillon.worker.channel.Envelope;
import dev.carillon.worker.channel.Outcome;
import dev.carillon.worker.outbound.ForbiddenAddressException;
import dev.carillon.worker.outbound.HostResolver;
import dev.carillon.worker.outbound.UnresolvableHostException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Posts notifications to the URLs they name, signed by Standard Webhooks (standardwebhooks.com, version 1). */
@Singleton
class WebhookSender implements ChannelSender<NotificationMessage> {

    private final SigningSecrets secrets;
    private final HostResolver resolver;
    private final WebhookClient client;
    private final WebhookConfig config;

    WebhookSender(SigningSecrets secrets, HostResolver resolver, WebhookClient client, WebhookConfig config) {
        this.secrets = secrets;
        this.resolver = resolver;
        this.client = client;
        this.config = config;
    }

    @Override
    public Channel channel() {
        return Channel.WEBHOOK;
    }

    @Override
    public Class<NotificationMessage> messageType() {
        return NotificationMessage.class;
    }

    @Override
    public String provider() {
        return "http";
    }

    @Override
    public Duration timeout() {
        return config.timeout();
    }

    @Override
    public Uni<Outcome> send(Envelope envelope, NotificationMessage message) {
        URI url = URI.create(message.to());
        return secrets.of(envelope.organizationId())
                .chain(secret -> secret.isEmpty()
                        ? Uni.createFrom().item(new Outcome.PermanentFailure("The organization was deleted"))
                        : resolver.resolve(url.getHost())
                                .chain(address -> post(url, address, envelope, message, secret.get())))
                .onFailure()
                .recoverWithUni(failure -> explain(failure)
                        .map(outcome -> Uni.createFrom().item(outcome))
                        .orElseGet(() -> Uni.createFrom().failure(failure)));
    }

    private Uni<Outcome> post(
            URI url, InetAddress address, Envelope envelope, NotificationMessage message, WebhookSecret secret) {
        String body = WebhookBody.of(envelope.jobId(), message).toJson();
        // Signed anew at every attempt: receivers refuse old timestamps.
        long timestamp = envelope.clock().instant().getEpochSecond();
        String id = envelope.jobId().toString();
        SignedBody signed = new SignedBody(id, timestamp, sign(secret, id, timestamp, body), body);
        return client.post(url, address, envelope, signed)
                .map(answer -> answer.outcome(envelope.clock().instant()));
    }

    static String sign(WebhookSecret secret, String id, long timestamp, String body) {
        try {
            return new Webhook(secret.value()).sign(id, timestamp, body);
        } catch (EmptyWebhookSecretException | WebhookSigningException e) {
            throw new IllegalStateException("A webhook could not be signed", e);
        }
    }

    /** The failures that a request over a network may have; empty for a surprise. */
    static Optional<Outcome> explain(@Nullable Throwable failure) {
        return Optional.ofNullable(
                switch (failure) {
                    case ForbiddenAddressException forbidden ->
                        new Outcome.PermanentFailure(String.valueOf(forbidden.getMessage()));
                    case UnresolvableHostException unknown ->
                        new Outcome.TransientFailure(String.valueOf(unknown.getMessage()));
                    case IOException broken -> new Outcome.TransientFailure("No answer: " + describe(broken));
                    case io.vertx.core.VertxException broken ->
                        new Outcome.TransientFailure("No answer: " + describe(broken));
                    case null, default -> null;
                });
    }

    private static String describe(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
