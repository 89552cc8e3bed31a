package dev.carillon.common.cache;

import java.nio.charset.StandardCharsets;

/** Text, which must not be {@code "unreadable"}. */
final class TextCodec implements CacheCodec<String> {

    @Override
    public byte[] encode(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.equals("unreadable")) {
            throw new IllegalArgumentException("It cannot be read");
        }
        return text;
    }
}
