package dev.carillon.common.cache;

import java.util.Arrays;
import java.util.Optional;

/** How a value, or that there is none, is written to Redis: a byte that says which form it has, then the codec's bytes. */
final class Payload {

    private static final byte ABSENT = 0;
    private static final byte PRESENT = 1;

    private Payload() {}

    static <V> byte[] encode(CacheCodec<V> codec, Optional<V> value) {
        if (value.isEmpty()) {
            return new byte[] {ABSENT};
        }
        byte[] encoded = codec.encode(value.get());
        byte[] payload = new byte[encoded.length + 1];
        payload[0] = PRESENT;
        System.arraycopy(encoded, 0, payload, 1, encoded.length);
        return payload;
    }

    /** Throws a {@link RuntimeException} when these are not the bytes of a value. */
    static <V> Optional<V> decode(CacheCodec<V> codec, byte[] payload) {
        if (payload.length == 1 && payload[0] == ABSENT) {
            return Optional.empty();
        }
        if (payload.length == 0 || payload[0] != PRESENT) {
            throw new IllegalArgumentException("The bytes have a form that is not known");
        }
        return Optional.of(codec.decode(Arrays.copyOfRange(payload, 1, payload.length)));
    }
}
