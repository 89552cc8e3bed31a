package dev.carillon.common.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class ListeningTest {

    private final Deque<Promise<String>> underWay = new ArrayDeque<>();
    private long now;
    private final Listening listening = new Listening(Duration.ofSeconds(1), () -> now);

    @Test
    void refusesWhileSeveralWaitInSilence() {
        ask(3);
        pass(1_100);
        assertTrue(isTried(), "one finds out whether the silence is over");

        assertFalse(isTried());
    }

    @Test
    void triesNowAndThen() {
        ask(3);
        pass(1_100);
        assertTrue(isTried());
        pass(200);
        assertFalse(isTried());

        pass(100);

        assertTrue(isTried());
    }

    @Test
    void oneLongReportSilencesNobody() {
        ask(2);
        pass(10_000);

        assertTrue(isTried());
        assertTrue(isTried());
    }

    @Test
    void anAnswerEndsTheSilence() {
        ask(4);
        pass(1_100);
        assertTrue(isTried());
        underWay.removeFirst().complete("answer");

        assertTrue(isTried());
        assertTrue(isTried());
    }

    @Test
    void aFailedConnectionIsNoAnswer() {
        ask(5);
        pass(1_100);
        assertTrue(isTried());
        underWay.removeFirst().fail(new IOException("reset"));

        assertFalse(isTried());
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            assertTrue(isTried());
        }
    }

    private boolean isTried() {
        Promise<String> promise = Promise.promise();
        Future<String> result = listening.hear(promise::future);
        if (!result.failed()) {
            underWay.add(promise);
        }
        return !result.failed();
    }

    private void pass(long milliseconds) {
        now += Duration.ofMillis(milliseconds).toNanos();
    }
}
