package dev.carillon.common.http;

import dev.carillon.common.configuration.DurationOrZero;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a service meets the network in front of it. */
@ConfigMapping(prefix = "carillon.http")
public interface HttpConfig {

    /**
     * Addresses and CIDR ranges of the proxies in front of this service, separated by commas. Only they are believed when they say for
     * whom they ask ({@code X-Forwarded-For}) and whether over TLS ({@code X-Forwarded-Proto}). None by default: anybody
     * can send these headers.
     */
    Optional<List<@WithConverter(AddressRangeConverter.class) AddressRange>> trustedProxies();

    /**
     * The field by which those proxies say it: {@code x-forwarded-for} or {@code forwarded} (RFC 7239). Only one, since proxies that
     * write one pass the other on as the client sent it.
     */
    @WithDefault("x-forwarded-for")
    ForwardedHeader forwardedHeader();

    /**
     * What a browser may load on behalf of our answers. Nothing by default: an API answers data, not pages. The service with
     * the dashboard allows its own scripts and styles.
     */
    @WithDefault("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
    String contentSecurityPolicy();

    /** Time for which browsers remember to come by TLS only. Sent over TLS alone; zero sends nothing. */
    @WithDefault("P365D")
    @WithConverter(DurationOrZero.class)
    Duration strictTransportSecurity();
}
