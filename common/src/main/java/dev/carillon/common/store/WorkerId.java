package dev.carillon.common.store;

import java.util.UUID;

/** Identifies one life of a worker instance: a new one is made at every start and whenever a lease was lost. */
public record WorkerId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
