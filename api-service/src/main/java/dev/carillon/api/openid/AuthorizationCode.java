package dev.carillon.api.openid;

import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The flow of OpenID Connect for servers: a code by the browser, and a token for the code from the provider itself. */
@ApplicationScoped
class AuthorizationCode {

    private final Provider provider;
    private final ProviderClient client;
    private final IdToken tokens;
    private final OpenIdConfig config;
    private final SecureRandom random = new SecureRandom();

    AuthorizationCode(Provider provider, ProviderClient client, IdToken tokens, OpenIdConfig config) {
        this.provider = provider;
        this.client = client;
        this.tokens = tokens;
        this.config = config;
    }

    /**
     * A sign-in that begins.
     *
     * @param state by which it is known when the browser comes back
     * @param address where the browser is to go
     */
    record Begun(SecretToken state, Attempt attempt, URI address) {}

    /** Begins a sign-in. Fails with a problem (404) where no provider is configured. */
    Uni<Begun> begin() {
        refuseUnlessConfigured();
        SecretToken state = SecretToken.random(random);
        Attempt attempt = Attempt.begin(random);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", config.clientId().orElseThrow());
        query.put("redirect_uri", config.redirectUri().orElseThrow().toString());
        query.put("scope", config.scopes());
        query.put("state", state.value());
        query.put("nonce", attempt.nonce().value());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        return provider.description()
                .map(found -> new Begun(
                        state,
                        attempt,
                        URI.create(found.authorization()
                                + (found.authorization().getRawQuery() == null ? "?" : "&")
                                + form(query))));
    }

    /** The mail address that the provider vouches for. Fails with a problem when the code or its token is not good. */
    Uni<String> email(String code, Attempt attempt) {
        refuseUnlessConfigured();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", config.redirectUri().orElseThrow().toString());
        form.put("client_id", config.clientId().orElseThrow());
        form.put("code_verifier", attempt.verifier().value());
        return provider.description()
                .chain(found -> client.post(found.token(), form(form), authentication()))
                .map(answer -> String.valueOf(answer.getValue("id_token")))
                .chain(token -> tokens.email(token, attempt));
    }

    /** RFC 6749, section 2.3.1: encoded as in a form before it is encoded for the header. */
    private Map<String, String> authentication() {
        return config.clientSecret()
                .map(secret -> Map.of(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (encoded(config.clientId().orElseThrow()) + ":" + encoded(secret))
                                                        .getBytes(StandardCharsets.UTF_8))))
                .orElse(Map.of());
    }

    /** Throws a problem (404) where no provider is configured. */
    void refuseUnlessConfigured() {
        if (!ProviderOffer.isMade(config)) {
            throw new ProblemException(Problem.of(
                    ProblemKind.NOT_FOUND, "Sign-in with an OpenID Connect provider is not configured here."));
        }
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
