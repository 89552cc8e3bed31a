package dev.carillon.api.openid;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The provider as it describes itself: where people sign in, and by which keys its tokens are signed. */
@ApplicationScoped
class Provider {

    private static final Duration DESCRIPTION_LIFETIME = Duration.ofHours(1);
    // A token with an unknown key may be signed by a new one, or forged: forged ones must not make us ask all the time.
    private static final Duration LEAST_BETWEEN_KEYS = Duration.ofSeconds(30);

    private final ProviderClient client;
    private final OpenIdConfig config;
    private volatile @Nullable Description description;
    private volatile @Nullable Keys keys;

    Provider(ProviderClient client, OpenIdConfig config) {
        this.client = client;
        this.config = config;
    }

    /** Where the provider is asked. */
    record Description(URI authorization, URI token, URI keys, Instant readAt) {}

    private record Keys(JsonWebKeySet set, Instant readAt) {}

    /** The description; not older than an hour. Fails with a problem (502) when it is not one of the issuer. */
    Uni<Description> description() {
        Description known = description;
        if (known != null && known.readAt().plus(DESCRIPTION_LIFETIME).isAfter(Instant.now())) {
            return Uni.createFrom().item(known);
        }
        String issuer = config.issuer().orElseThrow().toString();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return client.get(URI.create(base + "/.well-known/openid-configuration"))
                .map(found -> read(found, issuer))
                .invoke(read -> description = read);
    }

    private static Description read(JsonObject found, String issuer) {
        if (!issuer.equals(found.getValue("issuer"))) {
            throw nonsense();
        }
        return new Description(
                address(found, "authorization_endpoint"),
                address(found, "token_endpoint"),
                address(found, "jwks_uri"),
                Instant.now());
    }

    private static URI address(JsonObject found, String name) {
        return Optional.ofNullable(found.getValue(name))
                .map(Object::toString)
                .filter(text -> text.startsWith("https://") || text.startsWith("http://"))
                .map(URI::create)
                .orElseThrow(Provider::nonsense);
    }

    /** The keys, of which one has that id if the provider has one of it. */
    Uni<JsonWebKeySet> keys(String id) {
        Keys known = keys;
        boolean has = known != null && known.set().getJsonWebKeys().stream().anyMatch(key -> id.equals(key.getKeyId()));
        if (known != null && (has || known.readAt().plus(LEAST_BETWEEN_KEYS).isAfter(Instant.now()))) {
            return Uni.createFrom().item(known.set());
        }
        return description()
                .chain(provider -> client.get(provider.keys()))
                .map(Provider::set)
                .invoke(set -> keys = new Keys(set, Instant.now()));
    }

    private static JsonWebKeySet set(JsonObject found) {
        try {
            return new JsonWebKeySet(found.encode());
        } catch (JoseException malformed) {
            throw nonsense();
        }
    }

    private static ProblemException nonsense() {
        return new ProblemException(Problem.of(
                ProblemKind.BAD_GATEWAY, "The sign-in provider describes itself in a way that cannot be used."));
    }
}
