package dev.carillon.monitoring.testing;

import dev.carillon.local.server.PostgresServer;
import dev.carillon.local.server.RedisServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL and a Redis for the service under test. Tests may stop them and start them again. */
public class MonitoringServers implements QuarkusTestResourceLifecycleManager {

    private static final String DATABASE = "monitoring";

    private static @Nullable PostgresServer postgres;
    private static @Nullable RedisServer redis;

    @Override
    public Map<String, String> start() {
        PostgresServer database = PostgresServer.temporary();
        database.createDatabase(DATABASE);
        RedisServer cache = RedisServer.temporary();
        postgres = database;
        redis = cache;
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl(DATABASE));
        settings.put(
                "quarkus.datasource.reactive.url", "postgresql://127.0.0.1:%d/%s".formatted(database.port(), DATABASE));
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("quarkus.flyway.migrate-at-start", "true");
        settings.put("quarkus.redis.hosts", cache.url());
        settings.put("quarkus.redis.consumer.hosts", cache.url());
        // The service's own instance reports more often than by default, so that tests wait less.
        settings.put("carillon.telemetry.interval", "1s");
        // All of them come from one address.
        settings.put("carillon.session.failed-sign-ins-of-address", "200");
        return settings;
    }

    /** The PostgreSQL of the service under test. */
    public static PostgresServer postgres() {
        return Objects.requireNonNull(postgres, "The servers have not been started");
    }

    /** The Redis of the service under test. */
    public static RedisServer redis() {
        return Objects.requireNonNull(redis, "The servers have not been started");
    }

    @Override
    public void stop() {
        if (redis != null) {
            redis.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
