package dev.carillon.worker.channel.webhook;

import dev.carillon.worker.channel.LaneEffect;
import dev.carillon.worker.channel.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver answered.
 *
 * @param retryAfter the header of that name; null without
 * @param excerpt the beginning of the body, for the record
 */
record WebhookAnswer(int status, @Nullable String retryAfter, String excerpt) {

    /** What the answer means, {@code now} being the time to count a date in {@code Retry-After} from. */
    Outcome outcome(Instant now) {
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        Duration wait = wait(now).orElse(null);
        String said = "The receiver answered " + status + (excerpt.isBlank() ? "" : ": " + excerpt.strip());
        return switch (status) {
            case 429 ->
                new Outcome.TransientFailure(said, wait, wait == null ? LaneEffect.SLOW_DOWN : LaneEffect.PAUSE);
            case 503 -> new Outcome.TransientFailure(said, wait, wait == null ? LaneEffect.NONE : LaneEffect.PAUSE);
            // A gateway whose own servers do not keep up.
            case 502, 504 -> new Outcome.TransientFailure(said, wait, LaneEffect.SLOW_DOWN);
            case 408, 409, 421, 423, 425 -> new Outcome.TransientFailure(said, wait, LaneEffect.NONE);
            case 501, 505 -> new Outcome.PermanentFailure(said);
            default ->
                status >= 500
                        ? new Outcome.TransientFailure(said, wait, LaneEffect.NONE)
                        : new Outcome.PermanentFailure(
                                status >= 300 && status < 400 ? said + " (redirects are not followed)" : said);
        };
    }

    /** {@code Retry-After} of RFC 9110, section 10.2.3: seconds or a date. Empty when there is none, or nonsense. */
    private Optional<Duration> wait(Instant now) {
        if (retryAfter == null) {
            return Optional.empty();
        }
        String text = retryAfter.strip();
        if (!text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Duration wait = Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return wait.isNegative() ? Optional.empty() : Optional.of(wait);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
