package dev.carillon.common.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningTest {

    private static final long LOOK_EVERY = 100;

    private final Deque<Promise<String>> asked = new ArrayDeque<>();
    private final Deque<Promise<Void>> probes = new ArrayDeque<>();
    private long now;
    private int silences;
    private final Listening listening = new Listening(Duration.ofSeconds(1), () -> now, this::probe, () -> silences++);

    @Test
    void oneThatWaitsAndAProbeWithoutAnswerAreSilence() {
        Future<String> waits = request();
        fallSilent();

        assertTrue(waits.failed(), "given up");
        assertTrue(request().failed(), "refused at once");
        assertEquals(1, asked.size(), "not even asked");
        assertEquals(1, silences);
    }

    @Test
    void aLongReportIsNoSilence() {
        Future<String> report = request();
        for (int i = 0; i < 20; i++) {
            pass(600);
            probes.remove().complete();
        }

        assertFalse(report.isComplete());
        assertFalse(request().isComplete());
    }

    @Test
    void whoStoodStillBlamesNobody() {
        request();
        standStill(5_000);
        listening.look();
        assertTrue(probes.isEmpty(), "the answer may be here");

        fallSilent();
        assertTrue(request().failed(), "but if it is not");
    }

    @Test
    void aProbeThatEndsWhileAllStandsStillProvesNothing() {
        Future<String> waits = request();
        pass(600);
        standStill(800);
        listening.look();
        probes.remove().fail("no answer in time");

        assertFalse(waits.failed());
        assertFalse(request().failed());
    }

    @Test
    void whereNobodyWaitsNobodyIsProbed() {
        request();
        asked.remove().complete("answer");
        pass(60_000);

        assertTrue(probes.isEmpty());
    }

    @Test
    void whereOthersAreAnsweredNobodyIsProbed() {
        request();
        pass(400);
        request();
        asked.removeLast().complete("answer");
        pass(400);

        assertTrue(probes.isEmpty());
    }

    @Test
    void anAnswerDuringTheProbeIsEnough() {
        request();
        request();
        pass(600);
        asked.remove().fail(new PgException("no", "ERROR", "23505", null));
        probes.remove().fail("no answer in time");

        assertFalse(request().failed());
    }

    @Test
    void aFailedConnectionIsNoAnswer() {
        request();
        request();
        pass(600);
        asked.remove().fail(new IOException("reset"));
        probes.remove().fail("no answer in time");

        assertTrue(request().failed());
    }

    @Test
    void whatThePoolGrantsByItselfIsNoAnswer() {
        request();
        pass(600);
        assertTrue(listening
                .borrow(() -> Future.succeededFuture("connection"), _ -> {})
                .succeeded());
        probes.remove().fail("no answer in time");

        assertTrue(request().failed());
    }

    @Test
    void anAnsweredProbeEndsTheSilence() {
        request();
        fallSilent();
        pass(100);
        probes.remove().fail("no answer in time");
        assertTrue(request().failed(), "still");
        pass(100);
        assertEquals(1, probes.size(), "asked again");
        pass(100);
        assertEquals(1, probes.size(), "one at a time");
        probes.remove().complete();

        assertFalse(request().isComplete());
    }

    @Test
    void aLateAnswerEndsTheSilenceToo() {
        Future<String> waits = request();
        fallSilent();
        asked.remove().complete("late");

        assertTrue(waits.failed(), "told once");
        assertFalse(request().isComplete());
    }

    @Test
    void aRequestLearnsThatItWasGivenUp() {
        boolean[] givenUp = new boolean[1];
        Promise<String> connection = Promise.promise();
        Future<String> unused =
                listening.hear(place -> connection.future().onSuccess(_ -> givenUp[0] = place.isGivenUp()));
        fallSilent();
        connection.complete("free at last");

        assertTrue(givenUp[0]);
    }

    @Test
    void whatIsLentTooLateIsGivenBack() {
        List<String> back = new ArrayList<>();
        Promise<String> connection = Promise.promise();
        Future<String> given = listening.borrow(connection::future, back::add);
        fallSilent();
        connection.complete("connection");

        assertTrue(given.failed());
        assertEquals(List.of("connection"), back);
    }

    private void fallSilent() {
        pass(600);
        probes.remove().fail("no answer in time");
    }

    private Future<String> request() {
        return listening.hear(_ -> {
            asked.add(Promise.promise());
            return asked.getLast().future();
        });
    }

    private Future<Void> probe() {
        probes.add(Promise.promise());
        return probes.getLast().future();
    }

    private void pass(long milliseconds) {
        for (long passed = 0; passed < milliseconds; passed += LOOK_EVERY) {
            now += Duration.ofMillis(LOOK_EVERY).toNanos();
            listening.look();
        }
    }

    private void standStill(long milliseconds) {
        now += Duration.ofMillis(milliseconds).toNanos();
    }
}
