package dev.carillon.worker.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way an inner address is written, nothing is sent there. */
class HostResolverTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "017700000001",
                "0",
                "localhost",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[0:0:0:0:0:ffff:a9fe:a9fe]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[fe80::1]",
                "169.254.169.254"
            })
    void aDisguisedAddressIsNotCalled(String host) {
        RuntimeException refused = assertThrows(
                RuntimeException.class, () -> resolver().resolve(host).await().indefinitely());

        // 0x7f000001 and the like are no addresses to Java, so that there is nothing to call.
        assertTrue(
                refused instanceof ForbiddenAddressException || refused instanceof UnresolvableHostException,
                refused.toString());
    }

    @Test
    void anAddressIsTheOneThatIsCalled() {
        // No second resolution could have another answer, and nobody else reads 0177 as 127.
        assertEquals(
                InetAddress.ofLiteral("177.0.0.1"),
                resolver().resolve("0177.0.0.1").await().indefinitely());
        assertEquals(
                InetAddress.ofLiteral("1.1.1.1"),
                resolver().resolve("1.1.1.1").await().indefinitely());
    }

    private HostResolver resolver() {
        OutboundConfig nothingAllowed = () -> Optional.<List<String>>empty();
        return new HostResolver(new AddressGuard(nothingAllowed), threads);
    }
}
