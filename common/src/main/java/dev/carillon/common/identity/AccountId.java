package dev.carillon.common.identity;

import java.util.UUID;

/** Identifies a person's account. */
public record AccountId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
