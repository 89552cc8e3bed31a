package dev.carillon.worker.channel.webhook;

import dev.carillon.worker.channel.CalledBackException;
import dev.carillon.worker.channel.Envelope;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;

/** Posts signed bodies to addresses that were resolved and checked before. Redirects are not followed. */
@Singleton
class WebhookClient {

    /** How many bytes of an answer's body are kept for the record. The rest is not read. */
    private static final int EXCERPT = 500;

    /** How long the body is waited for once the status is known, in milliseconds. */
    private static final long EXCERPT_PATIENCE = 1_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final WebhookConfig config;

    WebhookClient(Vertx vertx, WebhookConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setKeepAliveTimeout(30)
                        .setDecompressionSupported(false)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(config.connectionsPerHost()));
    }

    /** The receiver's answer. Fails as the connection does, with a timeout, and when the message was called back before its turn. */
    Uni<WebhookAnswer> post(URI url, InetAddress address, Envelope envelope, SignedBody signed) {
        return Uni.createFrom()
                .completionStage(() -> client.request(options(url, address))
                        .compose(request -> exchange(request, envelope, signed))
                        .toCompletionStage());
    }

    private RequestOptions options(URI url, InetAddress address) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(secure)
                // Connects to the checked address, but asks and verifies the certificate for the host.
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setFollowRedirects(false)
                .setTimeout(config.timeout().toMillis());
    }

    private Future<WebhookAnswer> exchange(HttpClientRequest request, Envelope envelope, SignedBody signed) {
        if (!envelope.isWanted()) {
            request.reset();
            return Future.failedFuture(new CalledBackException());
        }
        return request.putHeader("content-type", "application/json")
                .putHeader("user-agent", "Carillon (webhooks)")
                .putHeader("webhook-id", signed.id())
                .putHeader("webhook-timestamp", Long.toString(signed.timestamp()))
                .putHeader("webhook-signature", signed.signature())
                .send(Buffer.buffer(signed.body()))
                .compose(response -> excerpt(response)
                        .map(text ->
                                new WebhookAnswer(response.statusCode(), response.getHeader("retry-after"), text)));
    }

    /** The beginning of the body. The status decides, so a body that breaks off, stalls or never ends changes nothing. */
    private Future<String> excerpt(HttpClientResponse response) {
        Promise<String> text = Promise.promise();
        Buffer kept = Buffer.buffer();
        Runnable enough = () -> {
            if (text.tryComplete(kept.toString())) {
                response.request().reset();
            }
        };
        long timer = vertx.setTimer(EXCERPT_PATIENCE, _ -> enough.run());
        response.handler(chunk -> {
            kept.appendBuffer(chunk, 0, Math.min(chunk.length(), EXCERPT - kept.length()));
            if (kept.length() >= EXCERPT) {
                enough.run();
            }
        });
        response.exceptionHandler(_ -> text.tryComplete(kept.toString()));
        response.endHandler(_ -> text.tryComplete(kept.toString()));
        return text.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
