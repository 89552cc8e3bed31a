package dev.carillon.local.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration that the local suite gives its services, and what it tells people about them. */
final class ServiceEnvironment {

    /** Sender of every local mail; {@code .test} belongs to nobody. */
    private static final String SENDER = "carillon@example.test";

    private final Settings settings;
    private final Credentials credentials;

    ServiceEnvironment(Settings settings, Credentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    /** Variables of a service that listens on {@code port}. */
    Map<String, String> of(Port port) {
        var variables = new LinkedHashMap<>(stores());
        variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(settings.port(port)));
        variables.put("SMTP_HOST", "127.0.0.1");
        variables.put("SMTP_PORT", Integer.toString(settings.port(Port.SMTP)));
        variables.put("SMTP_FROM", SENDER);
        // Receivers on this machine are the point here; in production such addresses are refused.
        variables.put("CARILLON_OUTBOUND_ALLOW", "127.0.0.0/8,::1/128");
        // A person reads these logs.
        variables.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        // The C library otherwise keeps an arena for every thread, which costs more memory than it saves time here.
        variables.put("MALLOC_ARENA_MAX", "2");
        if (port == Port.API) {
            variables.put("CARILLON_ACCOUNT_WEB_ADDRESS", settings.address(Port.API));
            variables.put(
                    "CARILLON_ACCOUNT_DASHBOARD_ADDRESS", settings.address(Port.MONITORING) + "/admin/monitoring");
            variables.put("CARILLON_BOOTSTRAP_ORGANIZATION", "Demo");
            variables.put("CARILLON_BOOTSTRAP_ADMIN_EMAIL", credentials.adminEmail());
            variables.put("CARILLON_BOOTSTRAP_ADMIN_PASSWORD", credentials.adminPassword());
            variables.put("CARILLON_BOOTSTRAP_API_KEY", credentials.apiKey());
        }
        if (port == Port.MONITORING) {
            variables.put("CARILLON_DASHBOARD_ACCOUNT_WEB_ADDRESS", settings.address(Port.API));
        }
        return variables;
    }

    /** What {@code .carillon/env} says. */
    Map<String, String> forPeople() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("CARILLON_API_URL", settings.address(Port.API));
        variables.put("CARILLON_MONITORING_URL", settings.address(Port.MONITORING));
        variables.put("CARILLON_WORKER_URL", settings.address(Port.WORKER));
        variables.put("CARILLON_RECEIVER_URL", settings.address(Port.RECEIVER));
        variables.put("CARILLON_API_KEY", credentials.apiKey());
        variables.put("CARILLON_ADMIN_EMAIL", credentials.adminEmail());
        variables.put("CARILLON_ADMIN_PASSWORD", credentials.adminPassword());
        variables.putAll(stores());
        return variables;
    }

    private Map<String, String> stores() {
        var variables = new LinkedHashMap<String, String>();
        var database = settings.database()
                .orElseGet(() -> new Settings.Database(
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(settings.port(Port.POSTGRES), Stack.DATABASE),
                        Credentials.DATABASE_USER,
                        credentials.databasePassword()));
        variables.put("DATABASE_URL", database.url());
        variables.put("DATABASE_USER", database.user());
        variables.put("DATABASE_PASSWORD", database.password());
        variables.put(
                "REDIS_URL", settings.redisUrl().orElseGet(() -> "redis://127.0.0.1:" + settings.port(Port.REDIS)));
        return variables;
    }
}
