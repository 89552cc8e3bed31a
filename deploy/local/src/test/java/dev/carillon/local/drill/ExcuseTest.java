package dev.carillon.local.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.local.drill.Fault.Span;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fault begins at second 100 and is mended at second 110. */
class ExcuseTest {

    private static final Span SPAN = new Span(at(100), at(100.2), at(110), at(110.1));

    private static final Attempt CUT_SHORT = attempt(1, 99.9, 104, "unknown", "one");
    private static final Attempt AGAIN = attempt(2, 104.5, 104.6, "succeeded", "two");

    @Test
    void aWorkerThatDiedAfterTheMessageHadArrivedIsAnExcuse() {
        judges(true, died(), List.of(CUT_SHORT, AGAIN), 100, 104.55);
    }

    @Test
    void anUnknownAttemptOfAnotherWorkerIsNone() {
        judges(false, died(), List.of(attempt(1, 99.9, 104, "unknown", "two"), AGAIN), 100, 104.55);
    }

    @Test
    void anUnknownAttemptOfAnotherTimeIsNone() {
        judges(
                false,
                died(),
                List.of(attempt(1, 80, 84, "unknown", "one"), attempt(2, 85, 86, "succeeded", "two")),
                80.1,
                85.5);
        judges(
                false,
                died(),
                List.of(attempt(1, 101, 105, "unknown", "one"), attempt(2, 106, 107, "succeeded", "two")),
                101.1,
                106.5);
    }

    @Test
    void anArrivalThatBelongsToNoDeliveryHasNone() {
        judges(false, died(), List.of(CUT_SHORT, AGAIN), 90, 104.55);
        judges(false, died(), List.of(CUT_SHORT, AGAIN), 100, 103);
        judges(false, died(), List.of(CUT_SHORT, AGAIN), 104.5, 104.55);
    }

    @Test
    void threeArrivalsHaveNone() {
        judges(false, died(), List.of(CUT_SHORT, AGAIN), 100, 104.5, 104.55);
    }

    @Test
    void twoSuccessesHaveNone() {
        judges(false, died(), List.of(attempt(1, 99.9, 100, "succeeded", "one"), AGAIN), 100, 104.55);
    }

    @Test
    void aStoppedWorkerMayHaveSentBeforeOrFinishSendingAfterwards() {
        var late = attempt(1, 99.9, 110.05, "succeeded", "one");

        judges(true, stopped(), List.of(CUT_SHORT, AGAIN), 100, 104.55);
        judges(true, stopped(), List.of(late, AGAIN), 104.55, 110.05);
        judges(false, stopped(), List.of(late, AGAIN), 104.55, 112);
        judges(false, stopped(), List.of(late, AGAIN), 104.55, 107);
        judges(false, stopped(), List.of(attempt(1, 101, 110.05, "succeeded", "one"), AGAIN), 104.55, 110.05);
    }

    @Test
    void anAnswerThatWasLostWithItsConnectionIsAnExcuse() {
        var failed = attempt(1, 99.95, 100.1, "failed", "one");

        judges(true, new Excuse.AnswersCut(), List.of(failed, AGAIN), 100, 104.55);
        judges(false, new Excuse.AnswersCut(), List.of(CUT_SHORT, AGAIN), 100, 104.55);
        judges(false, new Excuse.AnswersCut(), List.of(attempt(1, 103, 103.1, "failed", "one"), AGAIN), 103.05, 104.55);
    }

    @Test
    void whereNothingThatDeliversDiesNothingIs() {
        judges(false, new Excuse.None(), List.of(CUT_SHORT, AGAIN), 100, 104.55);
    }

    private static Excuse died() {
        return new Excuse.WorkerDied("one");
    }

    private static Excuse stopped() {
        return new Excuse.WorkerStopped("one");
    }

    private static void judges(boolean explained, Excuse excuse, List<Attempt> attempts, double... arrivals) {
        var repetition = new Repetition(
                "job", Arrays.stream(arrivals).mapToObj(ExcuseTest::at).toList(), attempts);

        assertEquals(explained, excuse.of(repetition, SPAN).isPresent(), repetition.toString());
    }

    private static Attempt attempt(int number, double from, double to, String outcome, String worker) {
        return new Attempt(number, at(from), at(to), outcome, worker);
    }

    private static Instant at(double second) {
        return Instant.ofEpochMilli(Math.round(second * 1000));
    }
}
