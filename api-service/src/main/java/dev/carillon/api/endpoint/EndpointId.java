package dev.carillon.api.endpoint;

import java.util.UUID;

/** Identifies a webhook endpoint. */
record EndpointId(UUID value) {

    private static final int LENGTH = 36;

    /** Reads the canonical text form. Throws a problem (404) when the text is none. */
    static EndpointId of(String text) {
        if (text.length() != LENGTH) {
            throw EndpointRefusal.unknown();
        }
        try {
            return new EndpointId(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            throw EndpointRefusal.unknown();
        }
    }
}
