package dev.carillon.benchmark;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measurement.
 *
 * @param jobs how many were counted
 * @param p50 milliseconds; null where none were measured
 * @param p99 milliseconds; null where none were measured
 * @param usage of each process: processor microseconds a job, and resident megabytes at the end
 * @param note what else to know
 */
record Result(
        String scenario,
        long jobs,
        Duration time,
        @Nullable Double p50,
        @Nullable Double p99,
        Map<String, Cost> usage,
        String note) {

    /** What one process cost. */
    record Cost(double microseconds, long megabytes) {}

    double perSecond() {
        return jobs / (time.toNanos() / 1e9);
    }

    /** A line for people. */
    String line() {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "%-10s %,9d jobs %7.2f s %,9.0f/s", scenario, jobs, time.toMillis() / 1e3, perSecond()));
        if (p50 != null && p99 != null) {
            line.append(String.format(Locale.ROOT, "  p50 %.2f ms p99 %.2f ms", p50, p99));
        }
        usage.forEach((name, cost) -> line.append(
                String.format(Locale.ROOT, "  %s %.0f µs/job %d MB", name, cost.microseconds(), cost.megabytes())));
        return line + (note.isEmpty() ? "" : "  (" + note + ")");
    }

    /** A line for programs. */
    String json() {
        StringBuilder costs = new StringBuilder();
        usage.forEach((name, cost) -> costs.append(costs.isEmpty() ? "" : ",")
                .append(String.format(
                        Locale.ROOT,
                        "\"%s\":{\"cpu_us_per_job\":%.1f,\"rss_mb\":%d}",
                        name,
                        cost.microseconds(),
                        cost.megabytes())));
        return String.format(
                Locale.ROOT,
                "{\"scenario\":\"%s\",\"jobs\":%d,\"seconds\":%.3f,\"per_s\":%.0f,\"p50_ms\":%s,\"p99_ms\":%s,\"usage\":{%s},"
                        + "\"note\":\"%s\"}",
                scenario,
                jobs,
                time.toNanos() / 1e9,
                perSecond(),
                number(p50),
                number(p99),
                costs,
                note.replace("\"", "'"));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "null" : String.format(Locale.ROOT, "%.3f", value);
    }
}
