package dev.carillon.worker.outbound;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps requests to addresses that customers chose out of the inside: nothing but public unicast addresses, unless allowed by
 * configuration. The ranges are those of the IANA special-purpose address registries (RFC 6890 and its updates).
 */
@Singleton
public class AddressGuard {

    private static final List<String> NOT_PUBLIC = List.of(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, and the metadata services of clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // former relays of 6to4
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "::/96", // unspecified, loopback, and IPv4 in a deprecated disguise
            "64:ff9b:1::/48", // translation into private IPv4
            "100::/64", // discard
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "3fff::/20", // documentation
            "5f00::/16", // segment routing
            "fc00::/7", // unique local
            "fe80::/10", // link-local
            "fec0::/10", // site-local, deprecated
            "ff00::/8"); // multicast

    private static final Network IPV4_TRANSLATED = Network.parse("64:ff9b::/96");
    private static final Network IPV4_6TO4 = Network.parse("2002::/16");

    private final List<Network> notPublic =
            NOT_PUBLIC.stream().map(Network::parse).toList();
    private final List<Network> allowed;

    AddressGuard(OutboundConfig config) {
        allowed = config.allow().orElse(List.of()).stream()
                .map(String::strip)
                .filter(network -> !network.isEmpty())
                .map(Network::parse)
                .toList();
    }

    /** Whether a request may go to {@code address}. */
    public boolean permits(InetAddress address) {
        // An IPv4 address in IPv6 disguise (::ffff:0:0/96) has been undressed by InetAddress already.
        return permits(address.getAddress());
    }

    private boolean permits(byte[] address) {
        if (allowed.stream().anyMatch(network -> network.contains(address))) {
            return true;
        }
        if (notPublic.stream().anyMatch(network -> network.contains(address))) {
            return false;
        }
        if (IPV4_TRANSLATED.contains(address)) {
            return permits(Arrays.copyOfRange(address, 12, 16));
        }
        return !IPV4_6TO4.contains(address) || permits(Arrays.copyOfRange(address, 2, 6));
    }
}
