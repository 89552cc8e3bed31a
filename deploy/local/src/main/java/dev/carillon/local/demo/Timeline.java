package dev.carillon.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A job's timeline for people: each state, when it was entered, and how long after the one before. */
final class Timeline {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private Timeline() {}

    static String of(Job job, ZoneId zone) {
        var text = new StringBuilder();
        @Nullable Instant before = null;
        for (var step : job.timeline()) {
            text.append(
                    "    %-10s %s".formatted(step.state(), TIME.withZone(zone).format(step.at())));
            if (before != null) {
                text.append("  +").append(distance(Duration.between(before, step.at())));
            }
            text.append(System.lineSeparator());
            before = step.at();
        }
        return text.toString();
    }

    private static String distance(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(10)) < 0
                ? duration.toMillis() + " ms"
                : duration.toSeconds() + " s";
    }
}
