package dev.carillon.local.testing;

import dev.carillon.local.server.PostgresServer;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands out databases of one PostgreSQL server. */
public final class TestPostgres {

    private final PostgresServer server;
    private final AtomicInteger created = new AtomicInteger();

    /** Databases of {@code server}. */
    public TestPostgres(PostgresServer server) {
        this.server = server;
    }

    /** An empty database that nobody else uses, named after {@code prefix} (letters, digits and underscores). About 50 ms. */
    public TestDatabase createDatabase(String prefix) {
        var name = prefix + "_" + created.incrementAndGet();
        server.createDatabase(name);
        return new TestDatabase(server, name);
    }

    /** The server itself. */
    public PostgresServer server() {
        return server;
    }
}
