package dev.carillon.common.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    private static final TrustedProxies PROXIES =
            new TrustedProxies(Stream.of("10.0.0.0/8", "192.0.2.1", "2001:db8:1::/48")
                    .map(AddressRange::parse)
                    .toList());

    @ParameterizedTest(name = "peer {0}, X-Forwarded-For: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // Nobody but a trusted proxy is believed.
                "203.0.113.9 | 198.51.100.1                          | 203.0.113.9",
                "10.1.2.3    | 198.51.100.1                          | 198.51.100.1",
                // The client wrote the leftmost; the proxy added what it saw.
                "10.1.2.3    | 6.6.6.6, 198.51.100.1                 | 198.51.100.1",
                "10.1.2.3    | 6.6.6.6, 198.51.100.1, 192.0.2.1      | 198.51.100.1",
                "10.1.2.3    | 198.51.100.1:41234                    | 198.51.100.1",
                "2001:db8:1::5 | [2001:db8:ffff::1]:443              | 2001:db8:ffff:0:0:0:0:1",
                // One client is one text, however it is written.
                "10.1.2.3    | 2001:DB8:ffff:0::1                    | 2001:db8:ffff:0:0:0:0:1",
                "10.1.2.3    | ::ffff:198.51.100.1                   | 198.51.100.1",
                // What is no address ends the way: the hop that sent it is the last one known.
                "10.1.2.3    | unknown                               | 10.1.2.3",
                "10.1.2.3    | 198.51.100.1, _hidden                 | 10.1.2.3",
                "10.1.2.3    | ''                                    | 10.1.2.3",
                "10.1.2.3    | 10.9.9.9                              | 10.9.9.9",
            })
    void findsTheClientBehindThem(String peer, String forwardedFor, String client) {
        assertEquals(
                client,
                PROXIES.client(
                        peer,
                        Stream.of(forwardedFor.split(",", -1))
                                .map(String::strip)
                                .toList()));
    }

    @ParameterizedTest(name = "Forwarded: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=198.51.100.1                                          | 198.51.100.1",
                "For=\"198.51.100.1:4711\";proto=https;by=10.1.1.1         | 198.51.100.1",
                "for=6.6.6.6, for=198.51.100.1;host=a, for=10.0.0.9        | 198.51.100.1",
                "for=\"[2001:db8:ffff::1]:4711\"                           | 2001:db8:ffff:0:0:0:0:1",
                "proto=http; for = 198.51.100.1                            | 198.51.100.1",
                // What the client made look like hops is one text of its own hop.
                "for=\"6.6.6.6, for=7.7.7.7\", for=198.51.100.1            | 198.51.100.1",
                "for=\"x\\\", for=7.7.7.7                                  | 10.1.2.3",
                "for=unknown                                               | 10.1.2.3",
                "for=_hidden, for=10.0.0.9                                 | 10.0.0.9",
                "proto=https                                               | 10.1.2.3",
                "``                                                        | 10.1.2.3",
            })
    void readsTheStandardFieldToo(String forwarded, String client) {
        assertEquals(client, PROXIES.client("10.1.2.3", Forwarded.parameters(List.of(forwarded), "for")));
    }

    @Test
    void readsTheFieldOverSeveralLines() {
        assertEquals(
                "198.51.100.1",
                PROXIES.client(
                        "10.1.2.3",
                        Forwarded.parameters(List.of("for=6.6.6.6", "for=198.51.100.1, for=10.0.0.9"), "for")));
    }

    @Test
    void withoutTrustedProxiesThePeerIsTheClient() {
        TrustedProxies none = new TrustedProxies(List.of());

        assertEquals("10.1.2.3", none.client("10.1.2.3", List.of("198.51.100.1")));
        assertFalse(none.trusts("127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
    })
    void aRangeHoldsWhatSharesItsPrefix(String range, String address, boolean inside) {
        assertEquals(inside, AddressRange.parse(range).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.internal", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "", "2001:db8::/129"})
    void refusesWhatIsNoRange(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
    }

    @Test
    void trustsByAddress() {
        assertTrue(PROXIES.trusts("192.0.2.1"));
        assertFalse(PROXIES.trusts("192.0.2.2"));
        assertFalse(PROXIES.trusts("not an address"));
    }
}
