package dev.carillon.api.schedule;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.schedule.Firing;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what a schedule fired, latest times first.
 *
 * @param nextCursor for {@code ?cursor=} of the next page; null on the last
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record FiringPage(List<FiringRepresentation> data, @Nullable String nextCursor) {

    /** The page of {@code limit} firings, of which one more was asked for, to know whether there is a next page. */
    static FiringPage of(List<Firing> firings, int limit) {
        boolean more = firings.size() > limit;
        List<Firing> shown = more ? firings.subList(0, limit) : firings;
        return new FiringPage(
                shown.stream().map(FiringRepresentation::from).toList(),
                more ? PlaceCursor.beforeTime(shown.getLast().fireAt()).text() : null);
    }
}
