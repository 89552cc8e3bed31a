package dev.carillon.api.testing;

import dev.carillon.local.testing.TestDatabase;
import dev.carillon.local.testing.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives the service under test a database of its own, Redis, and a first organization. */
public class ApiServers implements QuarkusTestResourceLifecycleManager {

    /** The key of the organization that the service makes at its start. */
    public static final String API_KEY = "ck_test0001_" + "Abcdefgh12345678".repeat(2);

    /** That organization's name. */
    public static final String ORGANIZATION = "Test organization";

    /** Its administrator. */
    public static final String ADMIN_EMAIL = "admin@example.com";

    /** The administrator's password. */
    public static final String ADMIN_PASSWORD = "correct horse battery staple";

    @Override
    public Map<String, String> start() {
        return settings(TestServers.postgres().createDatabase("api"));
    }

    /** The settings of a service that uses this database and the shared Redis. */
    protected static Map<String, String> settings(TestDatabase database) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("quarkus.redis.hosts", TestServers.redis().url());
        settings.put("quarkus.redis.consumer.hosts", TestServers.redis().url());
        // All tests come from one address, many of them without a key, and people in tests are fast.
        for (String policy : List.of("anonymous", "auth", "form", "sign-in", "strict", "invite", "api")) {
            settings.put("carillon.limit.policies." + policy + ".quota", "1000000");
        }
        // Room for a slow machine: without an answer of Redis in time nobody could sign in.
        settings.put("carillon.limit.deadline", "PT2S");
        settings.put("carillon.bootstrap.organization", ORGANIZATION);
        settings.put("carillon.bootstrap.admin-email", ADMIN_EMAIL);
        settings.put("carillon.bootstrap.admin-password", ADMIN_PASSWORD);
        settings.put("carillon.bootstrap.api-key", API_KEY);
        // Soon enough to be seen by a test.
        settings.put("carillon.access.use-recorded-every", "PT0.3S");
        return settings;
    }

    @Override
    public void stop() {
        // The servers end with the JVM.
    }
}
