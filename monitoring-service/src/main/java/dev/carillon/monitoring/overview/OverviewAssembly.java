package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.pause.PauseAdministration;
import dev.carillon.common.store.JobCounts;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.monitoring.collect.LivePicture;
import dev.carillon.monitoring.history.MinuteHistory;
import dev.carillon.monitoring.pause.PausesView;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Puts the overview together. Its cost is bounded, however many ask: one overview serves everybody for a moment, and no part is
 * waited for longer than the deadline.
 */
@Singleton
class OverviewAssembly {

    private static final Duration SERIES_LENGTH = Duration.ofMinutes(59);

    /** Pauses that are told one by one; how many there are is told in any case. */
    private static final int PAUSES = 50;

    private final LivePicture picture;
    private final StatusRules rules;
    private final OverviewConfig config;
    private final Clock clock;
    private final Part<JobsView> jobs;
    private final Part<PausesView> pauses;
    private final Part<SeriesView> series;
    private final Uni<Overview> current;

    @Inject
    OverviewAssembly(
            LivePicture picture,
            JobCounts counts,
            PauseAdministration administration,
            MinuteHistory history,
            Caches caches,
            ObjectMapper json,
            OverviewConfig config) {
        this.picture = picture;
        this.rules = new StatusRules(config);
        this.config = config;
        this.clock = Clock.systemUTC();
        this.jobs = new Part<>(caches, json, JobsView.class, "jobs", briefly(() -> jobs(counts)), clock);
        this.pauses = new Part<>(
                caches,
                json,
                PausesView.class,
                "pauses",
                briefly(() -> PausesView.read(administration, PAUSES)),
                clock);
        this.series = new Part<>(
                caches,
                json,
                SeriesView.class,
                "series",
                new Part.Source<>(() -> series(history), config.deadline(), config.seriesFor()),
                clock);
        this.current = Uni.createFrom().deferred(this::assemble).memoize().forFixedDuration(config.cacheFor());
    }

    private <T> Part.Source<T> briefly(Supplier<Uni<T>> ask) {
        return new Part.Source<>(ask, config.deadline(), config.cacheFor());
    }

    /** The overview, at most as old as it may be kept. Never fails because something is away. */
    Uni<Overview> current() {
        return current;
    }

    private static Uni<JobsView> jobs(JobCounts counts) {
        return counts.read().chain(read -> counts.oldestWaiting().map(oldest -> JobsView.of(read, oldest)));
    }

    private Uni<SeriesView> series(MinuteHistory history) {
        Instant now = clock.instant();
        return history.read(
                        now.truncatedTo(ChronoUnit.MINUTES).minus(SERIES_LENGTH),
                        now,
                        EnumSet.allOf(CountMeasure.class),
                        EnumSet.allOf(LatencyMeasure.class))
                .map(SeriesView::of);
    }

    private Uni<Overview> assemble() {
        return Uni.combine()
                .all()
                .unis(jobs.read(), pauses.read(), series.read())
                .asTuple()
                // Merging histograms takes milliseconds, which an event loop does not have.
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(parts -> overview(parts.getItem1(), parts.getItem2(), parts.getItem3()));
    }

    private Overview overview(Reading<JobsView> jobs, Reading<PausesView> pauses, Reading<SeriesView> series) {
        Instant now = clock.instant();
        LivePicture.Snapshot live = picture.snapshot();
        Reading<LivePicture.Snapshot> telemetry = new Reading<>(
                live,
                live.asOf().equals(Instant.EPOCH) ? null : live.asOf(),
                Duration.between(live.asOf(), now).compareTo(config.staleAfter()) > 0);
        List<ServiceView> services = ServiceView.of(live.instances(), config.requiredServices());
        ErrorsView errors = ErrorsView.of(live.lastFiveMinutes());
        List<Reason> reasons = rules.judge(new StatusRules.Facts(telemetry, services, jobs, pauses, errors));
        return new Overview(
                now,
                reasons.stream().map(Reason::status).reduce(SystemStatus.HEALTHY, SystemStatus::or),
                reasons,
                freshness(telemetry, jobs, pauses, series),
                services,
                jobs.value(),
                pauses.value(),
                ThroughputView.of(live.lastMinuteSpan(), live.lastMinute().values()),
                LatencyView.of(live.lastFiveMinutes()),
                errors,
                CacheView.of(live.lastFiveMinutes()),
                series.value());
    }

    private static Map<String, Overview.Freshness> freshness(
            Reading<?> telemetry, Reading<?> jobs, Reading<?> pauses, Reading<?> series) {
        Map<String, Overview.Freshness> parts = new LinkedHashMap<>();
        parts.put("telemetry", Overview.Freshness.of(telemetry));
        parts.put("jobs", Overview.Freshness.of(jobs));
        parts.put("pauses", Overview.Freshness.of(pauses));
        parts.put("series", Overview.Freshness.of(series));
        return parts;
    }
}
