package dev.carillon.common.testing;

import dev.carillon.local.testing.TestDatabase;
import dev.carillon.local.testing.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A database of the shared PostgreSQL, and a Redis for one test class alone. */
public abstract class OwnRedis implements QuarkusTestResourceLifecycleManager {

    @Override
    public final Map<String, String> start() {
        TestDatabase database = TestServers.postgres().createDatabase("common");
        Map<String, String> settings = new HashMap<>(Map.of(
                "DATABASE_URL", database.reactiveUrl(),
                "DATABASE_USER", database.user(),
                "DATABASE_PASSWORD", database.password()));
        settings.putAll(startRedis());
        return settings;
    }

    /** After {@link RealServers}, which all tests of the module get: what comes later counts. */
    @Override
    public final int order() {
        return 1;
    }

    /** Starts it. Answers how an operator would set its address. */
    protected abstract Map<String, String> startRedis();
}
