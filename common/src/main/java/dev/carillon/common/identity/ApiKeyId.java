package dev.carillon.common.identity;

import java.util.UUID;

/** Identifies an API key. Unlike the key itself it is no secret. */
public record ApiKeyId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
