package dev.carillon.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * What was asked for, in 32 bytes: the SHA-256 of method, path and the body's meaning. The same JSON with its fields in another
 * order, or other white space, has the same.
 */
public final class RequestHash {

    private final MessageDigest digest;

    private RequestHash(MessageDigest digest) {
        this.digest = digest;
    }

    /** The hash of that request. */
    public static byte[] of(String method, String path, JsonNode body) {
        try {
            RequestHash hash = new RequestHash(MessageDigest.getInstance("SHA-256"));
            hash.text(method);
            hash.text(path);
            hash.value(body);
            return hash.digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    // Each value begins with a letter for its kind, and what has a length with that: no two bodies make the same bytes.
    private void value(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                mark('o', node.size());
                node.properties().stream().sorted(Map.Entry.comparingByKey()).forEach(field -> {
                    text(field.getKey());
                    value(field.getValue());
                });
            }
            case ARRAY -> {
                mark('a', node.size());
                node.forEach(this::value);
            }
            case STRING -> text(node.textValue());
            case NUMBER -> {
                digest.update((byte) 'n');
                text(node.decimalValue().stripTrailingZeros().toString());
            }
            case BOOLEAN -> digest.update((byte) (node.booleanValue() ? 't' : 'f'));
            case NULL -> digest.update((byte) '0');
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("Not of JSON: " + node.getNodeType());
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mark('s', bytes.length);
        digest.update(bytes);
    }

    private void mark(char kind, int size) {
        digest.update((byte) kind);
        digest.update((byte) (size >>> 24));
        digest.update((byte) (size >>> 16));
        digest.update((byte) (size >>> 8));
        digest.update((byte) size);
    }
}
