package dev.carillon.common.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code DATABASE_*}: one address for both clients, the reactive one that does the work and the JDBC one that migrates the
 * schema.
 */
final class DatabaseEnvironment {

    private static final String URL = "DATABASE_URL";
    private static final String EXAMPLE = "DATABASE_URL=postgresql://carillon:secret@db.example.com:5432/carillon";
    private static final String REACTIVE_URL = "quarkus.datasource.reactive.url";
    private static final String REACTIVE = "quarkus.datasource.reactive.";
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private DatabaseEnvironment() {}

    static void translate(Environment environment) {
        Optional<String> text = environment.secret(URL);
        if (text.isEmpty()) {
            boolean unreadable = environment.value(URL + "_FILE").isPresent();
            if (!unreadable && !environment.hasProperty(REACTIVE_URL)) {
                environment.problem(URL, "is missing. It says where PostgreSQL is.", EXAMPLE);
            }
            credentials(environment, Optional.empty(), Optional.empty());
            return;
        }
        try {
            DatabaseUrl url = DatabaseUrl.parse(text.get());
            address(environment, url);
            credentials(environment, url.user(), url.password());
            if (url.user().isEmpty()
                    && environment.value("DATABASE_USER").isEmpty()
                    && !environment.hasProperty("quarkus.datasource.username")) {
                environment.problem(
                        "DATABASE_USER", "is missing, and DATABASE_URL names no user.", "DATABASE_USER=carillon");
            }
        } catch (IllegalArgumentException malformed) {
            environment.problem(URL, String.valueOf(malformed.getMessage()), EXAMPLE);
        }
    }

    private static void address(Environment environment, DatabaseUrl url) {
        StringBuilder jdbcParameters = new StringBuilder();
        for (Map.Entry<String, String> parameter : url.parameters().entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "sslmode" -> {
                    sslMode(environment, value);
                    append(jdbcParameters, "sslmode", value);
                }
                case "application_name", "ApplicationName" -> {
                    environment.set(REACTIVE + "additional-properties.application_name", value);
                    append(jdbcParameters, "ApplicationName", value);
                }
                case "search_path", "currentSchema" -> {
                    environment.set(REACTIVE + "additional-properties.search_path", value);
                    append(jdbcParameters, "currentSchema", value);
                }
                default ->
                    // Passed on unread, a parameter could silently weaken or break one of the two clients.
                    environment.problem(
                            URL,
                            "has the parameter \"" + parameter.getKey()
                                    + "\". Understood are sslmode, application_name "
                                    + "and search_path; others are set as Quarkus properties, for each client.",
                            EXAMPLE + "?sslmode=require");
            }
        }
        environment.value("DATABASE_CA_FILE").ifPresent(file -> {
            environment.set(REACTIVE + "trust-certificate-pem", "true");
            environment.set(REACTIVE + "trust-certificate-pem.certs", file);
            append(jdbcParameters, "sslrootcert", file);
        });
        environment.set(REACTIVE_URL, url.reactive());
        environment.set("quarkus.datasource.jdbc.url", url.jdbc() + jdbcParameters);
    }

    private static void sslMode(Environment environment, String mode) {
        if (!SSL_MODES.contains(mode)) {
            environment.problem(
                    URL,
                    "has sslmode=" + mode + ". It is one of " + String.join(", ", SSL_MODES) + ".",
                    EXAMPLE + "?sslmode=require");
            return;
        }
        environment.set(REACTIVE + "postgresql.ssl-mode", mode);
        boolean verifies = mode.startsWith("verify");
        if (verifies && environment.value("DATABASE_CA_FILE").isEmpty()) {
            environment.problem(
                    "DATABASE_CA_FILE",
                    "is missing: sslmode=" + mode + " checks the server's certificate against it.",
                    "DATABASE_CA_FILE=/etc/carillon/database-ca.pem");
        }
        if (mode.equals("verify-full")) {
            environment.set(REACTIVE + "hostname-verification-algorithm", "HTTPS");
        }
    }

    private static void credentials(Environment environment, Optional<String> user, Optional<String> password) {
        environment
                .value("DATABASE_USER")
                .or(() -> user)
                .ifPresent(name -> environment.set("quarkus.datasource.username", name));
        environment
                .secret("DATABASE_PASSWORD")
                .or(() -> password)
                .ifPresent(secret -> environment.set("quarkus.datasource.password", secret));
    }

    private static void append(StringBuilder parameters, String name, String value) {
        parameters
                .append(parameters.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(DatabaseUrl.encode(value));
    }
}
