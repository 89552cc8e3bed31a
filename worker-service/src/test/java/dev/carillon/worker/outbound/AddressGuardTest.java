package dev.carillon.worker.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static AddressGuard guard(String... allowed) {
        return new AddressGuard(() -> Optional.of(List.of(allowed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.2.7",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "fd00:ec2::254"
            })
    void theInsideIsForbidden(String address) {
        assertFalse(guard().permits(InetAddress.ofLiteral(address)), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2002:0101:0101::1",
                "64:ff9b::1.1.1.1"
            })
    void thePublicIsPermitted(String address) {
        assertTrue(guard().permits(InetAddress.ofLiteral(address)), address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.20.1.1", "::1"})
    void whatIsAllowedIsPermitted(String address) {
        assertTrue(guard("10.20.0.0/16", " ::1/128", "").permits(InetAddress.ofLiteral(address)));
        assertFalse(guard("10.20.0.0/16").permits(InetAddress.ofLiteral("10.21.0.0")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "example.test/8", "/8", "10.0.0.0/x", "::/129"})
    void whatIsNoNetworkIsSaidSo(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> guard(text));

        assertTrue(String.valueOf(refusal.getMessage()).contains(text));
    }

    @Property
    void aNetworkHoldsTheAddressesWithItsFirstBits(
            @ForAll @Size(4) byte[] network, @ForAll @Size(4) byte[] address, @ForAll @IntRange(max = 32) int bits)
            throws UnknownHostException {
        Network parsed = Network.parse(InetAddress.getByAddress(network).getHostAddress() + "/" + bits);
        BigInteger first = new BigInteger(1, network).shiftRight(32 - bits);

        assertEquals(first.equals(new BigInteger(1, address).shiftRight(32 - bits)), parsed.contains(address));
        assertTrue(parsed.contains(network));
        assertFalse(parsed.contains(Arrays.copyOf(address, 16)), "another family");
    }
}
