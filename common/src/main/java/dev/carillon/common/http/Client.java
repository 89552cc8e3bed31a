package dev.carillon.common.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
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
        return secure(
                request.connection().isSsl(),
                peer(request),
                name -> request.headers().getAll(name));
    }

    /**
     * The same, of a request that has not become one.
     *
     * @param tls whether it came to us by TLS
     * @param peer the address of the other end of the connection
     * @param fields its header fields by name
     */
    boolean secure(boolean tls, String peer, Function<String, List<String>> fields) {
        return tls || "https".equalsIgnoreCase(protocol(fields)) && proxies.trusts(peer);
    }

    private List<String> hops(HttpServerRequest request) {
        return switch (header) {
            case X_FORWARDED_FOR -> split(request.headers().getAll(FORWARDED_FOR));
            case FORWARDED -> Forwarded.parameters(request.headers().getAll(FORWARDED), "for");
        };
    }

    /** How the client came to the proxy that speaks to us, the last of them. */
    private @Nullable String protocol(Function<String, List<String>> fields) {
        List<String> protocols = switch (header) {
            // Several in one field, or several fields: the last is of the proxy that speaks to us.
            case X_FORWARDED_FOR -> split(fields.apply(FORWARDED_PROTO));
            case FORWARDED -> Forwarded.parameters(fields.apply(FORWARDED), "proto");
        };
        return protocols.isEmpty() ? null : protocols.getLast();
    }

    private static List<String> split(List<String> values) {
        return values.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    /** The other end of the connection: what the request itself tells may already come from a header. */
    private static String peer(HttpServerRequest request) {
        return request.connection().remoteAddress().hostAddress();
    }
}
