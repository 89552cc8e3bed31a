package dev.carillon.api.schedule;

import dev.carillon.common.body.Reading;
import java.time.ZoneId;
import java.util.Set;

/** Reads time zones by their names in the IANA database. */
final class TimeZones {

    private static final Set<String> NAMES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private TimeZones() {}

    static Reading<ZoneId> read(String text) {
        // Java would take offsets and names of its own too, which know of no daylight-saving time or mean what nobody
        // expects.
        return NAMES.contains(text) && !text.startsWith("SystemV/")
                ? Reading.right(ZoneId.of(text))
                : Reading.wrong("must be a time zone such as Europe/Berlin or UTC (IANA); this one is unknown");
    }
}
