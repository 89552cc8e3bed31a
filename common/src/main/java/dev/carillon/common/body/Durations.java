package dev.carillon.common.body;

import java.time.DateTimeException;
import java.time.Duration;

/** Reads spans of time as ISO 8601 writes them. */
public final class Durations {

    private static final int LONGEST = 30;

    private Durations() {}

    /** Takes durations within bounds, to the millisecond. */
    public static TextReader<Duration> between(Duration minimum, Duration maximum) {
        String form =
                "must be a duration from %s to %s, such as PT30S, PT5M or P1D (ISO 8601)".formatted(minimum, maximum);
        return text -> {
            if (text.length() > LONGEST) {
                return Reading.wrong(form);
            }
            try {
                Duration duration = Duration.parse(text);
                Duration kept = Duration.ofMillis(duration.toMillis());
                return duration.compareTo(minimum) < 0 || duration.compareTo(maximum) > 0
                        ? Reading.wrong(form)
                        : Reading.right(kept);
            } catch (DateTimeException | ArithmeticException _) {
                return Reading.wrong(form);
            }
        };
    }
}
