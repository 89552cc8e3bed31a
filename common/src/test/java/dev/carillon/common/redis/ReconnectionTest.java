package dev.carillon.common.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ReconnectionTest {

    private long now;
    private double random;

    private final Reconnection reconnection = new Reconnection(
            "test",
            new RedisConfig() {
                @Override
                public Duration deadline() {
                    return Duration.ofSeconds(2);
                }

                @Override
                public Duration firstPause() {
                    return Duration.ofMillis(100);
                }

                @Override
                public Duration longestPause() {
                    return Duration.ofMillis(700);
                }
            },
            () -> now,
            () -> random);

    @Test
    void oneFailureMayBeAConnectionThatEnded() {
        fail();

        answer();
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        fail();

        assertEquals(List.of(100L, 200L, 400L, 700L, 700L), pauses(5));
    }

    @Test
    void chanceCutsAPauseByUpToHalf() {
        fail();
        random = 1;

        assertEquals(List.of(50L, 100L, 200L, 350L), pauses(4));
    }

    @Test
    void anAnswerEndsTheBackoff() {
        fail();
        pauses(3);

        answer();

        fail();
        assertEquals(List.of(100L), pauses(1));
    }

    @Test
    void commandsThatFailTogetherCountOnce() {
        List<UniEmitter<? super String>> underWay = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            var unused = reconnection
                    .guard(() -> Uni.createFrom().<String>emitter(underWay::add))
                    .subscribeAsCompletionStage();
        }

        underWay.forEach(each -> each.fail(new IOException("cut")));

        answer();
    }

    @Test
    void anErrorIsAnAnswer() {
        for (int i = 0; i < 5; i++) {
            assertThrows(
                    CompletionException.class,
                    () -> guarded(Uni.createFrom().failure(ErrorType.create("WRONGTYPE Operation against a key"))));
        }

        answer();
    }

    /** How many milliseconds each of several failures in a row keeps commands away. */
    private List<Long> pauses(int failures) {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            fail();
            long from = now;
            while (isPaused()) {
                now += Duration.ofMillis(1).toNanos();
            }
            pauses.add(Duration.ofNanos(now - from).toMillis());
        }
        return pauses;
    }

    /** Asks by a command that never ends, so that asking changes nothing. */
    private boolean isPaused() {
        return reconnection
                .guard(() -> Uni.createFrom().<String>nothing())
                .subscribeAsCompletionStage()
                .isDone();
    }

    private void fail() {
        CompletionException failed = assertThrows(
                CompletionException.class, () -> guarded(Uni.createFrom().failure(new IOException("refused"))));
        assertTrue(!(failed.getCause() instanceof RedisAwayException), "it was tried");
        assertInstanceOf(IOException.class, failed.getCause());
    }

    private void answer() {
        assertEquals("PONG", guarded(Uni.createFrom().item("PONG")));
    }

    private String guarded(Uni<String> command) {
        return reconnection.guard(() -> command).subscribeAsCompletionStage().join();
    }
}
