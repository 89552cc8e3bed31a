package dev.carillon.monitoring.collect;

import dev.carillon.common.telemetry.TelemetryReport;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What all instances say of themselves right now. The collector paints it; any thread may look. */
@Singleton
public class LivePicture {

    private record Seen(TelemetryReport report, Instant at) {}

    private final CollectConfig config;
    private final Map<UUID, Seen> instances = new HashMap<>();
    private final RecentFigures recent = new RecentFigures();

    // Up to here the stream has been read, by Redis' clock; and since when without interruption.
    private Instant readUntil = Instant.EPOCH;
    private Instant readingSince = Instant.EPOCH;
    // The same by our own clock.
    private Instant lastReadAt = Instant.EPOCH;

    LivePicture(CollectConfig config) {
        this.config = config;
    }

    /**
     * Everything at one moment.
     *
     * @param asOf until when, by this instance's clock, all that was reported is in; {@link Instant#EPOCH} when nothing has been
     *     read yet
     * @param instances by service, then by start
     * @param lastMinute figures of each service over {@code lastMinuteSpan}
     * @param lastMinuteSpan between 50 and 60 seconds
     * @param lastFiveMinutes figures of each service
     */
    public record Snapshot(
            Instant asOf,
            List<ObservedInstance> instances,
            Map<String, Figures> lastMinute,
            Duration lastMinuteSpan,
            Map<String, Figures> lastFiveMinutes) {}

    synchronized void add(Instant at, TelemetryReport report, Figures figures) {
        if (report.stopping()) {
            instances.remove(report.instance());
        } else {
            instances.put(report.instance(), new Seen(report, at));
        }
        recent.add(at, report.service(), figures);
    }

    /** Reading has begun, or begins again: what was not reported until now may be on its way. */
    synchronized void readingResumed(Instant redisTime) {
        readingSince = redisTime;
    }

    /** All that Redis took in until {@code redisTime} has been added, as of {@code now}. */
    synchronized void readUntil(Instant redisTime, Instant now) {
        readUntil = redisTime;
        lastReadAt = now;
        instances.values().removeIf(seen -> seen.at().plus(config.forgetAfter()).isBefore(redisTime));
    }

    /** The picture as it is. */
    public synchronized Snapshot snapshot() {
        RecentFigures.Sum lastMinute = recent.over(Duration.ofMinutes(1), readUntil);
        return new Snapshot(
                lastReadAt,
                observed(),
                lastMinute.services(),
                lastMinute.span(),
                recent.over(Duration.ofMinutes(5), readUntil).services());
    }

    private List<ObservedInstance> observed() {
        List<ObservedInstance> observed = new ArrayList<>(instances.size());
        instances.values().forEach(seen -> observed.add(new ObservedInstance(seen.report(), seen.at(), state(seen))));
        observed.sort(Comparator.comparing(
                        (ObservedInstance instance) -> instance.report().service())
                .thenComparing(instance -> instance.report().startedAt())
                .thenComparing(instance -> instance.report().instance()));
        return observed;
    }

    private InstanceState state(Seen seen) {
        // While nothing can be read nobody is silent: the collector is deaf. Then instances get the same time as ever.
        Instant heardUntil = seen.at().isAfter(readingSince) ? seen.at() : readingSince;
        Duration silence = Duration.between(heardUntil, readUntil);
        Duration patience = seen.report().interval().multipliedBy(config.missedReports());
        return silence.compareTo(patience) > 0 ? InstanceState.SILENT : InstanceState.ALIVE;
    }
}
