package dev.carillon.local.testing;

import dev.carillon.local.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database of its own for a test class.
 *
 * @param server the server it is in
 * @param name its name
 */
public record TestDatabase(PostgresServer server, String name) {

    /** The URL for JDBC drivers, without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** The URL for the reactive PostgreSQL client, without user and password. */
    public String reactiveUrl() {
        return "postgresql://127.0.0.1:%d/%s".formatted(server.port(), name);
    }

    /** The user that owns it. */
    public String user() {
        return server.user();
    }

    /** That user's password. */
    public String password() {
        return server.password();
    }

    /** A new connection. */
    public Connection connect() throws SQLException {
        return server.connect(name);
    }
}
