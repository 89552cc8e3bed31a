package dev.carillon.common.http;

import dev.carillon.common.configuration.DurationOrZero;
import dev.carillon.common.configuration.PositiveDuration;
import dev.carillon.common.configuration.PositiveNumber;
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

    /**
     * Origins whose pages may read answers, such as {@code https://app.example.com}, separated by commas (CORS). None by default. They act
     * by API keys alone: cookies are never sent with their requests.
     */
    Optional<List<String>> corsOrigins();

    /** Time for which browsers remember to come by TLS only. Sent over TLS alone; zero sends nothing. */
    @WithDefault("P365D")
    @WithConverter(DurationOrZero.class)
    Duration strictTransportSecurity();

    /**
     * How long a request may take from its first byte to the end of its head. Whoever is slower is answered 408 and the connection
     * is closed: it would otherwise be held for ever by a byte now and then.
     */
    @WithDefault("PT15S")
    @WithConverter(PositiveDuration.class)
    Duration headTimeout();

    /** How long a body may take at first; every {@code minimum-body-rate} bytes of it earn another second. */
    @WithDefault("PT20S")
    @WithConverter(PositiveDuration.class)
    Duration bodyTimeout();

    /** Bytes of a body that have to arrive in a second, once its first time is used up. */
    @WithDefault("8192")
    @WithConverter(PositiveNumber.class)
    int minimumBodyRate();

    /** How long a client may take nothing of an answer that waits for it. Then the connection is closed, and its memory free. */
    @WithDefault("PT30S")
    @WithConverter(PositiveDuration.class)
    Duration stalledAnswer();

    /** Header fields that a request may have; one with more is answered 431. Browsers and proxies together send about 40. */
    @WithDefault("100")
    @WithConverter(PositiveNumber.class)
    int maximumHeaders();
}
