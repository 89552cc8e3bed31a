package dev.carillon.local.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.StartFailure;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    Path directory;

    @Test
    void keepsItsDataOverStopAndStartAndSyncsItsCommits() throws Exception {
        var data = directory.resolve("with a space").resolve("postgres");
        var log = directory.resolve("postgres.log");
        var port = FreePort.find();
        try (var server = PostgresServer.persistent(data, log, port, "carillon", "secret")) {
            server.start();
            server.createDatabase("carillon");
            server.createDatabase("carillon");
            execute(server, "CREATE TABLE note AS SELECT 'kept' AS text");
            assertEquals("on", read(server, "SHOW fsync"));
            assertEquals("on", read(server, "SHOW synchronous_commit"));
            assertEquals("127.0.0.1", read(server, "SHOW listen_addresses"));
        }
        try (var server = PostgresServer.persistent(data, log, port, "carillon", "secret")) {
            server.start();
            assertEquals("kept", read(server, "SELECT text FROM note"));
            assertThrows(
                    SQLException.class,
                    () -> DriverManager.getConnection(server.jdbcUrl("carillon"), "carillon", "guess"),
                    "a password is needed");
        }
    }

    @Test
    void committedDataSurvivesACrash() throws Exception {
        try (var server = PostgresServer.temporary()) {
            server.createDatabase("carillon");
            execute(server, "CREATE TABLE note AS SELECT 'kept' AS text");

            server.kill();
            server.start();

            assertEquals("kept", read(server, "SELECT text FROM note"));
        }
    }

    @Test
    void aFailedStartSaysWhyInTheWordsOfTheServer() throws Exception {
        try (var first = PostgresServer.temporary()) {
            var second = PostgresServer.persistent(
                    directory.resolve("data"), directory.resolve("log"), first.port(), "carillon", "secret");

            var failure = assertThrows(StartFailure.class, second::start);

            assertTrue(failure.getMessage().contains("Address already in use"), failure.getMessage());
        }
    }

    private static void execute(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect("carillon");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect("carillon");
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            assertTrue(row.next());
            return row.getString(1);
        }
    }
}
