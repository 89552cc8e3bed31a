package dev.carillon.worker.outbound;

import java.net.InetAddress;

/**
 * A range of addresses that share their first bits.
 *
 * @param address its first address, 4 or 16 bytes
 * @param bits how many bits are shared
 */
record Network(byte[] address, int bits) {

    /** Reads CIDR notation (RFC 4632, RFC 4291), such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
    static Network parse(String cidr) {
        int slash = cidr.indexOf('/');
        try {
            if (slash > 0) {
                byte[] address = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
                int bits = Integer.parseInt(cidr.substring(slash + 1));
                if (bits >= 0 && bits <= address.length * 8) {
                    return new Network(address, bits);
                }
            }
        } catch (IllegalArgumentException _) {
            // Said below, in words that help.
        }
        throw new IllegalArgumentException("\"" + cidr + "\" is not a network such as 10.0.0.0/8 or fc00::/7");
    }

    /** Whether {@code other}, 4 or 16 bytes, is in this range. */
    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xff : 0xff00 >> (bits - bit) & 0xff;
            if (((address[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
