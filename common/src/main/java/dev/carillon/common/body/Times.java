package dev.carillon.common.body;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Reads moments as RFC 3339 writes them. */
public final class Times {

    private static final String FORM = "must be a time such as 2030-01-31T09:30:00Z (RFC 3339)";
    private static final int SHORTEST = "2030-01-31T09:30:00Z".length();
    private static final int LONGEST = "2030-01-31T09:30:00.123456789+00:00".length();
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private Times() {}

    /** The moment, to the microsecond: PostgreSQL keeps no more. */
    public static Reading<Instant> read(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            return Reading.wrong(FORM);
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR) {
                return Reading.wrong("must be between the years " + FIRST_YEAR + " and " + LAST_YEAR);
            }
            return Reading.right(time.toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException _) {
            return Reading.wrong(FORM + "; this is none, or no day of the calendar");
        }
    }
}
