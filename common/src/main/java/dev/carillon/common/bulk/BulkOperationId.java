package dev.carillon.common.bulk;

import java.util.UUID;

/** Identifies a bulk operation: a UUID of version 7, so that ids sort by age. */
public record BulkOperationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
