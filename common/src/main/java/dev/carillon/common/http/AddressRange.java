package dev.carillon.common.http;

import java.net.InetAddress;

/**
 * A block of addresses, such as {@code 10.0.0.0/8}; a single address is a block of one.
 *
 * @param network any address of the block
 * @param prefixLength number of leading bits that all its addresses share
 */
public record AddressRange(InetAddress network, int prefixLength) {

    /**
     * Reads a block.
     *
     * @throws IllegalArgumentException when it is neither an address nor an address with a prefix length; host names are not looked up
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = network.getAddress().length * Byte.SIZE;
        int prefixLength = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("A prefix length is from 0 to " + bits + ": " + text);
        }
        return new AddressRange(network, prefixLength);
    }

    /** Whether an address lies in this block. An IPv4 address never lies in a block of IPv6. */
    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
            if ((ours[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
