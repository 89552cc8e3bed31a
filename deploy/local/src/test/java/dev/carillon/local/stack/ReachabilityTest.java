package dev.carillon.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.StartFailure;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

    @Test
    void findsHostAndPortInTheUsualForms() {
        assertEquals(
                InetSocketAddress.createUnresolved("db.example.test", 5433).getPort(),
                port("jdbc:postgresql://127.0.0.1:5433/carillon?sslmode=disable"));
        assertEquals(5432, port("postgresql://ada:secret@127.0.0.1/carillon"));
        assertNull(Reachability.address("jdbc:postgresql://one:1,two:2/carillon", 5432));
    }

    private static int port(String url) {
        var address = Reachability.address(url, 5432);
        return address == null ? -1 : address.getPort();
    }

    @Test
    void aServerThatDoesNotAnswerIsNamedWithTheVariable() {
        var port = FreePort.find();

        var failure = assertThrows(
                StartFailure.class, () -> Reachability.check("REDIS_URL", "redis://127.0.0.1:" + port, 6379, "Redis"));

        assertTrue(
                failure.getMessage().startsWith("REDIS_URL is set, but nothing answers at 127.0.0.1:" + port),
                failure.getMessage());
        assertTrue(failure.getMessage().endsWith("unset REDIS_URL to use the embedded Redis."), failure.getMessage());
    }
}
