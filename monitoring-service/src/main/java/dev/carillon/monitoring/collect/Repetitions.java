package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.TelemetryReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Tells reports that were sent again from new ones. Reports of an instance come in order, repetitions included. */
final class Repetitions {

    private record Latest(long sequence, Instant at) {}

    private final Map<UUID, Latest> latest = new HashMap<>();

    /** Whether the report is the first with its number; from then on it no longer is. */
    boolean isNew(TelemetryReport report, Instant at) {
        Latest known = latest.get(report.instance());
        if (known != null && report.sequence() <= known.sequence()) {
            return false;
        }
        latest.put(report.instance(), new Latest(report.sequence(), at));
        return true;
    }

    /** Forgets the instances that have not reported since. */
    void forgetBefore(Instant moment) {
        latest.values().removeIf(known -> known.at().isBefore(moment));
    }
}
