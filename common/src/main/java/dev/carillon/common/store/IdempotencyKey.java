package dev.carillon.common.store;

/**
 * A key by which a client makes a request repeatable.
 *
 * @param key as the client gave it, 1 to 256 characters
 * @param requestHash SHA-256 of what was asked for; another hash under the same key is another request
 */
public record IdempotencyKey(String key, byte[] requestHash) {}
