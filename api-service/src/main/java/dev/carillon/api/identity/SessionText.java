package dev.carillon.api.identity;

import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.SecretToken;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions as Redis keeps them. */
final class SessionText {

    private static final int ID_LENGTH = 32;

    private SessionText() {}

    /** By which Redis finds it: who reads Redis cannot become anybody. */
    static String hash(SecretToken token) {
        return HexFormat.of().formatHex(token.hash());
    }

    /** By which its owner names it. */
    static String id(String hash) {
        return hash.substring(0, ID_LENGTH);
    }

    static String encode(Session session) {
        return new JsonObject()
                .put("id", session.id())
                .put("account", session.account().toString())
                .put("email", session.email())
                .put(
                        "organization",
                        session.organization() == null
                                ? null
                                : session.organization().toString())
                .put("credentials", session.credentialsVersion())
                .put("signed_in_at", session.signedInAt().toString())
                .put("address", session.address())
                .put("browser", session.browser())
                .encode();
    }

    static Optional<Session> decode(@Nullable Response stored) {
        if (stored == null) {
            return Optional.empty();
        }
        JsonObject session = new JsonObject(stored.toString());
        String organization = session.getString("organization");
        return Optional.of(new Session(
                session.getString("id"),
                new AccountId(UUID.fromString(session.getString("account"))),
                session.getString("email"),
                organization == null ? null : new OrganizationId(UUID.fromString(organization)),
                session.getInteger("credentials"),
                Instant.parse(session.getString("signed_in_at")),
                session.getString("address"),
                session.getString("browser")));
    }
}
