package dev.carillon.local.stack;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.StartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    @Test
    void aBusyPortIsNamedWithItsUserAndWhatChangesIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = freePorts();
            ports.put(Port.REDIS, taken.getLocalPort());

            var failure = assertThrows(StartFailure.class, () -> PortCheck.check(settings(ports, Optional.empty())));

            assertEquals(
                    "Port %d, which Redis needs, is used by another program; choose another with --redis-port or CARILLON_REDIS_PORT."
                            .formatted(taken.getLocalPort()),
                    failure.getMessage());
            assertDoesNotThrow(
                    () -> PortCheck.check(settings(ports, Optional.of("redis://elsewhere"))),
                    "a port that is not used may be busy");
        }
    }

    @Test
    void oneNumberForTwoPortsIsRefused() {
        var ports = freePorts();
        ports.put(Port.API, ports.get(Port.WORKER));

        var failure = assertThrows(StartFailure.class, () -> PortCheck.check(settings(ports, Optional.empty())));

        assertEquals(
                "Port %d was given to more than one: --api-port, --worker-port.".formatted(ports.get(Port.API)),
                failure.getMessage());
    }

    private static Map<Port, Integer> freePorts() {
        var ports = new EnumMap<Port, Integer>(Port.class);
        Arrays.stream(Port.values()).forEach(port -> ports.put(port, FreePort.find()));
        return ports;
    }

    private static Settings settings(Map<Port, Integer> ports, Optional<String> redisUrl) {
        return new Settings(Path.of("."), DataDirectory.at(Path.of("unused")), ports, Optional.empty(), redisUrl, true);
    }
}
