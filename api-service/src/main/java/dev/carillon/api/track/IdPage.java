package dev.carillon.api.track;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.Parameters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list in the order of ids is asked for.
 *
 * @param after where the page before ended; null for the first
 * @param limit at most so many
 */
public record IdPage(@Nullable UUID after, int limit) {

    /** The page in these parameters. Throws a problem (422) that names every wrong one. */
    public static IdPage read(Map<String, List<String>> given) {
        Mistakes mistakes = new Mistakes();
        Parameters parameters = new Parameters(given, mistakes);
        Field<Integer> limit = parameters.optional("limit", PageSize::read);
        Field<PageCursor> cursor = parameters.optional("cursor", PageCursor::read);
        parameters.refuseUnknown();
        mistakes.throwIfAny();
        PageCursor place = cursor.orNull();
        return new IdPage(place == null ? null : place.last(), limit.orElse(PageSize.DEFAULT));
    }
}
