package dev.carillon.api.openid;

import dev.carillon.common.configuration.DeadlineDuration;
import dev.carillon.common.configuration.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Sign-in with an OpenID Connect provider. Off unless there is an issuer and a client. */
@ConfigMapping(prefix = "carillon.openid")
public interface OpenIdConfig {

    /** The provider, such as {@code https://accounts.example.com}: its description is below it, and its tokens name it, to the letter. */
    Optional<URI> issuer();

    /** What the provider calls this installation. */
    Optional<String> clientId();

    /** Proves to the provider that it is this installation; none for public clients. */
    Optional<String> clientSecret();

    /** What people call the provider: the sign-in offers it by this name. The host of the issuer unless set. */
    Optional<String> name();

    /** What is asked of the provider. The address of the person is needed. */
    @WithDefault("openid email")
    String scopes();

    /** Where the provider sends people back to: the public address of api-service and {@code /v1/auth/openid/callback}. */
    Optional<URI> redirectUri();

    /** How long a request to the provider may take. */
    @WithDefault("PT5S")
    @WithConverter(DeadlineDuration.class)
    Duration timeout();

    /** How long somebody may take to sign in with the provider. */
    @WithDefault("PT10M")
    @WithConverter(PositiveDuration.class)
    Duration patience();
}
