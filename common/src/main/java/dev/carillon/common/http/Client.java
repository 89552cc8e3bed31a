package dev.carillon.common.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, seen through the proxies that are trusted.
 *
 * <p>Quarkus can do this too, but believes the leftmost address of {@code X-Forwarded-For}. Proxies add theirs on the right
 * and keep what they were sent, so the leftmost is whatever the client wrote: a limit by address would be open to all.
 */
@Singleton
public final class Client {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    private static final String FORWARDED = "Forwarded";

    private final ForwardedHeader header;
    private final TrustedProxies proxies;

    Client(HttpConfig configuration) {
        this.header = configuration.forwardedHeader();
        this.proxies = new TrustedProxies(configuration.trustedProxies().orElse(List.of()));
    }

    /** The address of the client, in its canonical text form: one client is always the same text. */
    public String address(HttpServerRequest request) {
        return proxies.client(peer(request), hops(request));
    }

    /** Whether the client came by TLS, to us or to a trusted proxy. */
    public boolean secure(HttpServerRequest request) {
        return request.connection().isSsl()
                || "https".equalsIgnoreCase(protocol(request)) && proxies.trusts(peer(request));
    }

    private List<String> hops(HttpServerRequest request) {
        return switch (header) {
            case X_FORWARDED_FOR ->
                request.headers().getAll(FORWARDED_FOR).stream()
                        .flatMap(value -> Stream.of(value.split(",", -1)))
                        .map(String::strip)
                        .toList();
            case FORWARDED -> Forwarded.parameters(request.headers().getAll(FORWARDED), "for");
        };
    }

    /** How the client came to the proxy that speaks to us, the last of them. */
    private @Nullable String protocol(HttpServerRequest request) {
        return switch (header) {
            case X_FORWARDED_FOR -> request.getHeader(FORWARDED_PROTO);
            case FORWARDED -> {
                List<String> protocols = Forwarded.parameters(request.headers().getAll(FORWARDED), "proto");
                yield protocols.isEmpty() ? null : protocols.getLast();
            }
        };
    }

    /** The other end of the connection: what the request itself tells may already come from a header. */
    private static String peer(HttpServerRequest request) {
        return request.connection().remoteAddress().hostAddress();
    }
}
