package dev.carillon.api.key;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.api.track.PageCursor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an organization's keys, newest first.
 *
 * @param nextCursor for {@code ?cursor=} of the next page; null on the last
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record KeyPage(List<Key> data, @Nullable String nextCursor) {

    /** The page of {@code limit} keys, of which one more was asked for. */
    static KeyPage of(List<Key> keys, int limit) {
        boolean more = keys.size() > limit;
        List<Key> shown = more ? keys.subList(0, limit) : keys;
        return new KeyPage(
                List.copyOf(shown), more ? new PageCursor(shown.getLast().id()).text() : null);
    }
}
