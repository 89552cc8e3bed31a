package dev.carillon.common.testing;

import dev.carillon.local.testing.TestDatabase;
import dev.carillon.local.testing.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The shared test servers, under the names by which an operator would set them. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        TestDatabase database = TestServers.postgres().createDatabase("common");
        return Map.of(
                "DATABASE_URL",
                database.reactiveUrl(),
                "DATABASE_USER",
                database.user(),
                "DATABASE_PASSWORD",
                database.password(),
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                Integer.toString(TestServers.redis().port()),
                // Tests of slow clients need not be as slow.
                "carillon.http.head-timeout",
                "PT3S",
                "carillon.http.body-timeout",
                "PT3S",
                "carillon.http.stalled-answer",
                "PT3S");
    }

    /** They end with the JVM: other tests use them too. */
    @Override
    public void stop() {}
}
