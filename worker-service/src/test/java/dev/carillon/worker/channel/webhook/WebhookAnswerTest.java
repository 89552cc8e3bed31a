package dev.carillon.worker.channel.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.carillon.worker.channel.LaneEffect;
import dev.carillon.worker.channel.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer of a receiver means for its job and for the others that wait for the same receiver. */
class WebhookAnswerTest {

    private static final Instant NOW = Instant.parse("2026-05-04T09:30:00Z");

    private static Outcome outcome(int status, @Nullable String retryAfter) {
        return new WebhookAnswer(status, retryAfter, " busy\n").outcome(NOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void anySuccessIsADelivery(int status) {
        assertEquals(new Outcome.Delivered(), outcome(status, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410, 413, 422, 501, 505})
    void whatWillNotChangeEndsTheJob(int status) {
        assertEquals(new Outcome.PermanentFailure("The receiver answered " + status + ": busy"), outcome(status, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 307, 399})
    void aRedirectEndsTheJobAndSaysWhy(int status) {
        assertEquals(
                new Outcome.PermanentFailure("The receiver answered %d (redirects are not followed)".formatted(status)),
                new WebhookAnswer(status, null, " ").outcome(NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "408, NONE",
        "409, NONE",
        "421, NONE",
        "423, NONE",
        "425, NONE",
        "500, NONE",
        "507, NONE",
        "503, NONE",
        "429, SLOW_DOWN",
        "502, SLOW_DOWN",
        "504, SLOW_DOWN"
    })
    void whatMayChangeIsTriedAgain(int status, LaneEffect others) {
        assertEquals(
                new Outcome.TransientFailure("The receiver answered " + status + ": busy", null, others),
                outcome(status, null));
    }

    @ParameterizedTest
    @CsvSource({"429, PAUSE", "503, PAUSE", "500, NONE", "425, NONE", "502, SLOW_DOWN"})
    void aReceiverThatAsksToWaitIsWaitedFor(int status, LaneEffect others) {
        assertEquals(
                new Outcome.TransientFailure(
                        "The receiver answered " + status + ": busy", Duration.ofMinutes(2), others),
                outcome(status, " 120 "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                              | PT0S
            999999999                      | PT277777H46M39S
            Mon, 4 May 2026 09:31:30 GMT   | PT1M30S
            Mon, 4 May 2026 09:30:00 GMT   | PT0S
            """)
    void secondsAndDatesAreUnderstood(String retryAfter, Duration wait) {
        assertEquals(wait, wait(retryAfter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "1.5",
                "soon",
                "1000000000",
                "\u0661\u0662",
                "12a",
                "/",
                ":",
                "Mon, 4 May 2026 09:29:59 GMT",
                "2026-05-04T09:31:30Z"
            })
    void nonsenseAndThePastAreNoRequestToWait(String retryAfter) {
        assertNull(wait(retryAfter));
    }

    private static @Nullable Duration wait(String retryAfter) {
        return assertInstanceOf(Outcome.TransientFailure.class, outcome(503, retryAfter))
                .retryAfter();
    }
}
