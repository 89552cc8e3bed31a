package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;

/** Which share of the streams an organization's jobs go to. */
public final class Shard {

    /**
     * Numbers stored with jobs run from 0 to this, exclusive. Streams may be fewer, a stream's number being the remainder, so
     * that their number can change while jobs wait. More than 64 would make looking at every shard's oldest job slow.
     */
    public static final int COUNT = 64;

    private Shard() {}

    /** The organization's shard: always the same, and spread evenly, whatever way the id was made. */
    public static int of(OrganizationId organization) {
        long bits = organization.value().getMostSignificantBits() * 31
                + organization.value().getLeastSignificantBits();
        // Finalizer of SplitMix64 (Steele, Lea, Flood 2014): every bit of the id reaches the low bits.
        bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        bits ^= bits >>> 31;
        return (int) Long.remainderUnsigned(bits, COUNT);
    }
}
