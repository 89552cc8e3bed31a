package dev.carillon.common.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The proxies that are believed.
 *
 * @param ranges their addresses
 */
record TrustedProxies(List<AddressRange> ranges) {

    /** Whether what this peer says about a request counts. */
    boolean trusts(String peer) {
        return parse(peer).filter(this::trusts).isPresent();
    }

    /**
     * The address of the client. Walks the way back from the peer: as long as the last known hop is trusted, what it says about the
     * hop before it counts.
     *
     * @param peer address of the other end of the connection
     * @param hops the addresses that the hops say they ask for, in the order of the hops
     * @return its canonical text: one client is always the same text
     */
    String client(String peer, List<String> hops) {
        Optional<InetAddress> known = parse(peer);
        if (known.isEmpty()) {
            return peer;
        }
        InetAddress client = known.get();
        for (String hop : hops.reversed()) {
            Optional<InetAddress> before = parse(hop);
            if (!trusts(client) || before.isEmpty()) {
                break;
            }
            client = before.get();
        }
        return client.getHostAddress();
    }

    private boolean trusts(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static Optional<InetAddress> parse(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(withoutPort(text)));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Some proxies add the port: {@code 203.0.113.7:41234}, {@code [2001:db8::1]:41234}. */
    private static String withoutPort(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
}
