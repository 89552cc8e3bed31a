package dev.carillon.api.openid;

import dev.carillon.common.identity.SecretToken;
import dev.carillon.common.redis.RedisCommands;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.Optional;

/** Sign-ins that are under way, in Redis, each by its state. */
@Singleton
class Attempts {

    private static final String KEY = "carillon:openid:";

    private final RedisCommands redis;
    private final OpenIdConfig config;

    Attempts(RedisCommands redis, OpenIdConfig config) {
        this.redis = redis;
        this.config = config;
    }

    Uni<Void> keep(SecretToken state, Attempt attempt) {
        return redis.send(
                        Command.SET,
                        key(state),
                        attempt.encode(),
                        "PX",
                        config.patience().toMillis())
                .replaceWithVoid();
    }

    /** The attempt of that state, which is used up by it; empty when there is none. */
    Uni<Optional<Attempt>> take(SecretToken state) {
        return redis.send(Command.GETDEL, key(state))
                .map(found -> Optional.ofNullable(found).map(text -> Attempt.decode(text.toString())));
    }

    private static String key(SecretToken state) {
        return KEY + HexFormat.of().formatHex(state.hash());
    }
}
