package dev.carillon.local.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of the local suite was asked to be.
 *
 * @param project the project's directory, where the services were built
 * @param data where everything is kept
 * @param ports the number of every port
 * @param database a PostgreSQL to use in place of the embedded one
 * @param redisUrl a Redis to use in place of the embedded one
 * @param restart whether a process that ends unexpectedly is started again
 */
public record Settings(
        Path project,
        DataDirectory data,
        Map<Port, Integer> ports,
        Optional<Database> database,
        Optional<String> redisUrl,
        boolean restart) {

    /**
     * How to reach a PostgreSQL.
     *
     * @param url as {@code DATABASE_URL} has it
     * @param user may be empty when the URL names the user
     * @param password may be empty when the URL has it
     */
    public record Database(String url, String user, String password) {

        /** What the environment says, if {@code DATABASE_URL} is set. */
        public static Optional<Database> in(Map<String, String> environment) {
            return Optional.ofNullable(environment.get("DATABASE_URL"))
                    .filter(url -> !url.isBlank())
                    .map(url -> new Database(
                            url,
                            environment.getOrDefault("DATABASE_USER", ""),
                            environment.getOrDefault("DATABASE_PASSWORD", "")));
        }
    }

    /** The number of a port. */
    public int port(Port port) {
        return ports.getOrDefault(port, port.usual());
    }

    /** The HTTP address of a service. */
    public String address(Port port) {
        return "http://127.0.0.1:" + port(port);
    }

    /** Whether this run listens on the port at all. */
    boolean uses(Port port) {
        return switch (port) {
            case POSTGRES -> database.isEmpty();
            case REDIS -> redisUrl.isEmpty();
            case API, WORKER, MONITORING, SMTP, RECEIVER -> true;
        };
    }
}
