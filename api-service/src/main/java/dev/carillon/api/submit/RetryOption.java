package dev.carillon.api.submit;

import dev.carillon.common.body.Durations;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.retry.Backoff;
import dev.carillon.common.retry.RetryChoice;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The field {@code retry} of a job, or of a webhook endpoint for its events: when failed attempts are made again. */
public final class RetryOption {

    private static final int MOST_WAITS = 50;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);
    private static final Duration DEFAULT_MAXIMUM = Duration.ofHours(10);
    private static final double DEFAULT_FACTOR = 2;
    private static final double LARGEST_FACTOR = 10;
    private static final TextReader<Duration> WAIT = Durations.between(Duration.ZERO, LONGEST_WAIT);
    private static final TextReader<Duration> POSITIVE_WAIT = Durations.between(SECOND, LONGEST_WAIT);
    private static final TextReader<Duration> BUDGET = Durations.between(SECOND, Duration.ofDays(366));

    private RetryOption() {}

    /** What is asked for; of use once no mistake was found. */
    public static RetryChoice read(Fields fields) {
        Field<List<Duration>> schedule = fields.list("schedule", false, MOST_WAITS, WAIT);
        Field<Backoff.Exponential> exponential = fields.object("exponential", RetryOption::exponential);
        Field<Double> jitter = fields.number("jitter", 0, 1);
        Field<Duration> maximumDuration = fields.optional("maximum_duration", BUDGET);
        fields.refuseUnknown();
        List<Duration> waits = schedule.orNull();
        if (waits != null && waits.isEmpty()) {
            fields.mistake("schedule", "must not be empty");
        } else if (fields.has("schedule") && fields.has("exponential")) {
            fields.mistake("exponential", "must not be given together with schedule");
        } else if (!fields.has("schedule")
                && !fields.has("exponential")
                && !fields.has("jitter")
                && !fields.has("maximum_duration")) {
            fields.mistake("schedule", "is required, or exponential, jitter or maximum_duration");
        }
        Backoff backoff = waits == null || waits.isEmpty() ? exponential.orNull() : new Backoff.Schedule(waits);
        return new RetryChoice(backoff, jitter.orNull(), maximumDuration.orNull());
    }

    private static Backoff.@Nullable Exponential exponential(Fields fields) {
        Field<Duration> initial = fields.required("initial", POSITIVE_WAIT);
        Field<Double> factor = fields.number("factor", 1, LARGEST_FACTOR);
        Field<Duration> maximum = fields.optional("maximum", POSITIVE_WAIT);
        fields.refuseUnknown();
        Duration first = initial.orNull();
        if (first == null) {
            return null;
        }
        // A first wait above the default maximum means waits that do not grow.
        Duration longest = maximum.orElse(first.compareTo(DEFAULT_MAXIMUM) > 0 ? first : DEFAULT_MAXIMUM);
        if (longest.compareTo(first) < 0) {
            fields.mistake("maximum", "must not be shorter than initial");
            return null;
        }
        return new Backoff.Exponential(first, factor.orElse(DEFAULT_FACTOR), longest);
    }
}
