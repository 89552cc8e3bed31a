package dev.carillon.api.openid;

import java.net.URI;
import java.util.Optional;

/** Whether people can sign in with a provider, and what it is called. */
public final class ProviderOffer {

    private ProviderOffer() {}

    /** The name by which the sign-in offers the provider; empty when none is configured. */
    public static Optional<String> name(OpenIdConfig config) {
        return isMade(config) ? config.name().or(() -> config.issuer().map(URI::getHost)) : Optional.empty();
    }

    static boolean isMade(OpenIdConfig config) {
        return config.issuer().isPresent()
                && config.clientId().isPresent()
                && config.redirectUri().isPresent();
    }
}
