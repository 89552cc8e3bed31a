package dev.carillon.common.testing;

import dev.carillon.local.server.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL for one test class alone, which may end it. */
public final class OwnPostgres implements QuarkusTestResourceLifecycleManager {

    private static @Nullable PostgresServer server;

    /** The server. */
    public static PostgresServer server() {
        return Objects.requireNonNull(server);
    }

    @Override
    public Map<String, String> start() {
        server = PostgresServer.temporary();
        server().createDatabase("own");
        return Map.of(
                "DATABASE_URL", "postgresql://127.0.0.1:" + server().port() + "/own",
                "DATABASE_USER", server().user(),
                "DATABASE_PASSWORD", server().password());
    }

    /** After {@link RealServers}, which all tests of the module get: what comes later counts. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public void stop() {
        server().close();
    }
}
