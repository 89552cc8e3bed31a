package dev.carillon.local.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.process.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

    @TempDir
    Path directory;

    @Test
    void keepsItsDataOverStopAndStart() throws Exception {
        var port = FreePort.find();
        try (var server = RedisServer.persistent(directory.resolve("redis data"), directory.resolve("log"), port)) {
            server.start();
            assertEquals("+OK", ask(server, "SET note kept"));
        }
        try (var server = RedisServer.persistent(directory.resolve("redis data"), directory.resolve("log"), port)) {
            server.start();
            assertEquals("kept", ask(server, "GET note"));
            server.flush();
            assertEquals("$-1", ask(server, "GET note"));
        }
    }

    @Test
    void comesBackAfterACrash() throws Exception {
        try (var server = RedisServer.temporary()) {
            ask(server, "SET note kept");

            server.kill();
            assertFalse(server.process().isAlive());
            server.start();

            assertEquals("kept", ask(server, "GET note"));
        }
    }

    @Test
    void leavesNothingBehindWhenClosed() {
        var server = RedisServer.temporary();
        var pid = server.process().pid();
        var folder = server.process().log().resolveSibling(".").normalize();

        server.close();

        assertTrue(ProcessHandle.of(pid).isEmpty());
        assertFalse(folder.toFile().exists());
    }

    private static String ask(RedisServer server, String command) throws IOException {
        try (var connection = new RedisConnection(server.port())) {
            return connection.ask(command);
        }
    }
}
