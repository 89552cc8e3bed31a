package dev.carillon.api.access;

import dev.carillon.common.identity.ApiKey;
import java.util.Optional;

/** The API key in a header {@code Authorization}. */
final class BearerKey {

    private static final String SCHEME = "Bearer ";

    private BearerKey() {}

    /** The key. Throws a problem (401) when there is none. */
    static ApiKey in(String header) {
        return parse(header).orElseThrow(Refusal::malformed);
    }

    private static Optional<ApiKey> parse(String header) {
        // The name of the scheme is the same in any case (RFC 9110).
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? ApiKey.parse(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
