package dev.carillon.api.submit;

import dev.carillon.common.body.Mistakes;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header by which a client makes its request repeatable. */
public final class IdempotencyHeader {

    static final String NAME = "Idempotency-Key";

    /** On an answer that was given before. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private static final int LONGEST = 256;

    private IdempotencyHeader() {}

    /** The key; null when there is none; what is wrong with it is noted. */
    public static @Nullable String read(HttpHeaders headers, Mistakes mistakes) {
        List<String> values = headers.getRequestHeader(NAME);
        if (values == null || values.isEmpty()) {
            return null;
        }
        String key = values.getFirst();
        if (values.size() > 1) {
            mistakes.add(NAME, "is given more than once");
        } else if (key.isEmpty() || key.length() > LONGEST || !isVisible(key)) {
            // An empty key as well: taken for none, it would send twice what its client meant to send once.
            mistakes.add(NAME, "must have 1 to " + LONGEST + " visible ASCII characters and no spaces");
        }
        return key;
    }

    private static boolean isVisible(String key) {
        return key.chars().allMatch(character -> character > ' ' && character <= '~');
    }
}
