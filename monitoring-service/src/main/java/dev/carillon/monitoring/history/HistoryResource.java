package dev.carillon.monitoring.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.cache.Cache;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.cache.JsonCodec;
import dev.carillon.common.cache.Lifetimes;
import dev.carillon.common.job.WireNamed;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.LatencyHistogram;
import dev.carillon.common.telemetry.LatencyMeasure;
import dev.carillon.monitoring.collect.Figures;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/history}: one measure by the minute, for administrators. */
@Path("/v1/history")
@Produces(MediaType.APPLICATION_JSON)
public class HistoryResource {

    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration DEFAULT_SPAN = Duration.ofHours(1);

    private final MinuteHistory history;
    private final HistoryConfig config;
    private final Cache<HistoryView> views;
    private final Clock clock = Clock.systemUTC();

    HistoryResource(MinuteHistory history, HistoryConfig config, Caches caches, ObjectMapper json) {
        this.history = history;
        this.config = config;
        this.views = caches.cache("history", new JsonCodec<>(json, HistoryView.class))
                .lifetimes(Lifetimes.of(config.keepFor()))
                .open();
    }

    /** What is asked for. */
    private record Question(
            String measure,
            Optional<CountMeasure> count,
            Optional<LatencyMeasure> latency,
            Optional<String> service,
            Instant from,
            Instant to) {

        /** The same for all questions with the same answer: minutes are told whole. */
        String key() {
            Instant first = from.truncatedTo(ChronoUnit.MINUTES);
            Instant last = to.truncatedTo(ChronoUnit.MINUTES);
            String end = last.equals(to) ? "before" : "to";
            return String.join(" ", measure, first.toString(), end, last.toString(), service.orElse(""));
        }
    }

    /**
     * The measure from {@code from} (an hour ago, if not given) to {@code to} (now, if not given), of one service or of all
     * together.
     */
    @GET
    public Uni<HistoryView> history(
            @RestQuery @Nullable String measure,
            @RestQuery @Nullable String service,
            @RestQuery @Nullable String from,
            @RestQuery @Nullable String to) {
        Question question = question(measure, service, from, to);
        return views.get(question.key(), _ -> view(question).map(Optional::of)).map(Optional::orElseThrow);
    }

    private Uni<HistoryView> view(Question question) {
        return history.read(
                        question.from(),
                        question.to(),
                        question.count().map(Set::of).orElse(Set.of()),
                        question.latency().map(Set::of).orElse(Set.of()))
                .map(minutes -> new HistoryView(
                        question.measure(),
                        question.service().orElse(null),
                        STEP,
                        minutes.stream().map(minute -> point(minute, question)).toList()));
    }

    private Question question(
            @Nullable String measure, @Nullable String service, @Nullable String from, @Nullable String to) {
        Mistakes mistakes = new Mistakes();
        String name = measure == null ? "" : measure;
        Optional<CountMeasure> count = WireNamed.find(CountMeasure.values(), name);
        Optional<LatencyMeasure> latency = WireNamed.find(LatencyMeasure.values(), name);
        if (count.isEmpty() && latency.isEmpty()) {
            mistakes.add("measure", "must be one of " + known());
        }
        Instant until = time("to", to, mistakes).orElseGet(clock::instant);
        Instant since = time("from", from, mistakes).orElseGet(() -> until.minus(DEFAULT_SPAN));
        if (since.isAfter(until)) {
            mistakes.add("from", "must not be after to");
        } else if (Duration.between(since, until).compareTo(config.longestSpan()) > 0) {
            mistakes.add("from", "must be at most %s before to".formatted(config.longestSpan()));
        }
        mistakes.throwIfAny();
        return new Question(name, count, latency, Optional.ofNullable(service), since, until);
    }

    private static Optional<Instant> time(String name, @Nullable String text, Mistakes mistakes) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException malformed) {
            mistakes.add(name, "must be a time such as 2026-03-01T12:00:00Z");
            return Optional.empty();
        }
    }

    private static String known() {
        return Stream.<WireNamed>concat(Arrays.stream(CountMeasure.values()), Arrays.stream(LatencyMeasure.values()))
                .map(WireNamed::wireName)
                .collect(Collectors.joining(", "));
    }

    private static HistoryView.Point point(Minute minute, Question question) {
        Optional<Figures> only =
                question.service().map(service -> minute.services().getOrDefault(service, new Figures()));
        Long times = question.count()
                .map(measure -> only.map(figures -> figures.count(measure)).orElseGet(() -> minute.count(measure)))
                .orElse(null);
        Percentiles durations = question.latency()
                .map(measure -> {
                    Optional<LatencyHistogram> histogram =
                            only.map(figures -> figures.latency(measure)).orElseGet(() -> minute.latency(measure));
                    return Percentiles.of(histogram);
                })
                .orElse(null);
        return new HistoryView.Point(minute.at(), times, durations);
    }
}
