package dev.carillon.api.track;

import dev.carillon.common.body.Reading;

/** How many things are on a page. */
public final class PageSize {

    /** When the client does not say. */
    public static final int DEFAULT = 20;

    private static final int HIGHEST = 100;

    private PageSize() {}

    /** Reads a {@code limit}. */
    public static Reading<Integer> read(String text) {
        if (text.length() <= 3 && !text.isEmpty() && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST) {
                return Reading.right(limit);
            }
        }
        return Reading.wrong("must be a whole number from 1 to " + HIGHEST);
    }
}
