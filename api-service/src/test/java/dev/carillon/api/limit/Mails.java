package dev.carillon.api.limit;

import java.util.Collections;

/** Bodies of requests that submit mails. */
final class Mails {

    static final String ITEM = "{\"to\":[\"ada@example.com\"],\"subject\":\"Hello\",\"text\":\"Hi\"}";

    private Mails() {}

    static String batch(int items) {
        return "{\"items\":[" + String.join(",", Collections.nCopies(items, ITEM)) + "]}";
    }
}
