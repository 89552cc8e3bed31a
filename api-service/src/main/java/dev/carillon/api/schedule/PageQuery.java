package dev.carillon.api.schedule;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.Parameters;
import dev.carillon.common.body.TextReader;
import java.util.List;
import java.util.Map;

/**
 * Which page of a list is asked for.
 *
 * @param place where the page before ended, or where the list begins
 * @param limit at most so many
 */
record PageQuery<T>(T place, int limit) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int HIGHEST_LIMIT = 100;

    /** The page in these parameters. Throws a problem (422) that names every wrong one. */
    static <T> PageQuery<T> read(Map<String, List<String>> given, TextReader<T> cursor, T beginning) {
        Mistakes mistakes = new Mistakes();
        Parameters parameters = new Parameters(given, mistakes);
        Field<Integer> limit = parameters.wholeNumber("limit", 1, HIGHEST_LIMIT);
        Field<T> place = parameters.optional("cursor", cursor);
        parameters.refuseUnknown();
        mistakes.throwIfAny();
        return new PageQuery<>(place.orElse(beginning), limit.orElse(DEFAULT_LIMIT));
    }
}
