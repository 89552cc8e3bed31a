package dev.carillon.worker.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.lane.Lane;
import dev.carillon.common.lane.LaneBook;
import dev.carillon.common.lane.LanePause;
import dev.carillon.common.lane.LaneView;
import dev.carillon.local.testing.TestServers;
import dev.carillon.worker.channel.LaneEffect;
import dev.carillon.worker.channel.Outcome;
import dev.carillon.worker.testing.RealServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two workers' views of the lanes, on one Redis. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class LanesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long TOOK = TimeUnit.MILLISECONDS.toNanos(20);

    @Inject
    LaneBook book;

    @Inject
    LaneConfig config;

    @Inject
    ConcurrencyLimits limits;

    @Test
    void aPauseOfOneWorkerIsThatOfTheOther() {
        Lanes one = worker();
        Lanes other = worker();
        Lane lane = lane("https://example.com/hook");

        fail(one, lane, Duration.ofSeconds(30), LaneEffect.PAUSE);

        assertInstanceOf(Admission.PutOff.class, one.admit(lane));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            await(other.refresh());
            Admission.PutOff putOff = assertInstanceOf(Admission.PutOff.class, other.admit(lane));
            assertTrue(putOff.delay().compareTo(Duration.ofSeconds(25)) > 0, putOff::toString);
            assertTrue(putOff.delay().compareTo(Duration.ofSeconds(32)) < 0, putOff::toString);
        });
        LanePause pause = await(book.find(lane)).orElseThrow();
        assertEquals("429", pause.reason());
        assertInstanceOf(Admission.Admitted.class, other.admit(lane("https://example.com:444/hook")), "another port");
        assertInstanceOf(
                Admission.Admitted.class,
                other.admit(Lane.of(new OrganizationId(UUID.randomUUID()), webhook("https://example.com/hook"))),
                "another organization's");
        assertInstanceOf(
                Admission.PutOff.class, other.admit(lane("HTTPS://EXAMPLE.com:443/other?path")), "the same endpoint");
    }

    @Test
    void aPauseIsMadeLongerAndNeverShorter() {
        Lane lane = lane("https://longer.example.com/");

        await(book.pause(lane, Duration.ofSeconds(60), "First"));
        Duration left = await(book.pause(lane, Duration.ofSeconds(5), "Second"));

        assertTrue(left.compareTo(Duration.ofSeconds(50)) > 0, left::toString);
        assertEquals("First", await(book.find(lane)).orElseThrow().reason());
        await(book.pause(lane, Duration.ofSeconds(90), "Third"));
        assertEquals("Third", await(book.find(lane)).orElseThrow().reason());
    }

    @Test
    void aPauseEndsByItself() {
        Lanes one = worker();
        Lane lane = lane("https://short.example.com/");
        fail(one, lane, Duration.ofMillis(200), LaneEffect.PAUSE);

        Awaitility.await().atMost(PATIENCE).until(() -> one.admit(lane) instanceof Admission.Admitted);
        Awaitility.await().atMost(PATIENCE).until(() -> await(book.find(lane)).isEmpty());
    }

    @Test
    void noAnswerPausesForLongerThanIsConfigured() {
        Lane lane = lane("https://greedy.example.com/");
        Lanes one = worker();

        fail(one, lane, Duration.ofDays(3_000), LaneEffect.PAUSE);

        Admission.PutOff putOff = assertInstanceOf(Admission.PutOff.class, one.admit(lane));
        assertTrue(putOff.delay().compareTo(config.longestPause().plus(config.longestSnooze())) <= 0, putOff::toString);
    }

    @Test
    void mildPausesGrowUntilSomethingGetsThrough() {
        LaneState state = new LaneState();
        long now = System.nanoTime();
        List<Duration> pauses = new ArrayList<>();
        for (int answer = 0; answer < 8; answer++) {
            Duration pause = state.nextMildPause(now, Duration.ofSeconds(1), Duration.ofMinutes(1));
            pauses.add(pause);
            state.pause(now, pause.toNanos(), "502");
            assertEquals(
                    Duration.ZERO,
                    state.nextMildPause(now, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                    "what was sent before the pause makes it no longer");
            now += pause.toNanos();
        }

        assertEquals(
                List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L),
                pauses.stream().map(Duration::toSeconds).toList());
        state.recovered();
        assertEquals(Duration.ofSeconds(1), state.nextMildPause(now, Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    @Test
    void withRedisAwayEachWorkerGoesByItsOwnMemoryAndTellsLater() {
        Lanes one = worker();
        Lanes other = worker();
        Lane lane = lane("https://lonely.example.com/");
        TestServers.redis().stop();
        try {
            fail(one, lane, Duration.ofMinutes(2), LaneEffect.PAUSE);
            assertInstanceOf(Admission.PutOff.class, one.admit(lane));
            Admission admission = other.admit(lane);
            other.leave(assertInstanceOf(Admission.Admitted.class, admission), new Outcome.Delivered(), TOOK);
        } finally {
            TestServers.redis().start();
        }
        Awaitility.await().ignoreExceptions().atMost(PATIENCE).untilAsserted(() -> {
            await(one.refresh());
            await(other.refresh());
            assertInstanceOf(Admission.PutOff.class, other.admit(lane));
        });
    }

    @Test
    void livingWorkersShareALimitExactly() {
        assertTrue(await(book.attend("a-worker", Duration.ofSeconds(30))).workers() >= 1);
        LaneView second = await(book.attend("b-worker", Duration.ofSeconds(30)));
        LaneView first = await(book.attend("a-worker", Duration.ofSeconds(30)));

        assertEquals(first.workers(), second.workers());
        assertTrue(first.place() != second.place());
        for (int limit : List.of(0, 1, 2, 10, 100, Integer.MAX_VALUE)) {
            int sum = 0;
            for (int place = 0; place < 7; place++) {
                sum += new LaneView(java.util.Map.of(), place, 7).share(limit);
            }
            assertEquals(limit, sum);
        }
    }

    @Test
    void aFullLaneLetsNobodyElseThroughUntilSomeoneLeaves() {
        Lanes one = worker();
        Lane lane = lane("https://full.example.com/");
        List<Admission.Admitted> under = new ArrayList<>();
        for (int job = 0; job < limits.ofLane(lane); job++) {
            under.add(assertInstanceOf(Admission.Admitted.class, one.admit(lane)));
        }

        Admission.PutOff putOff = assertInstanceOf(Admission.PutOff.class, one.admit(lane));
        assertTrue(putOff.reason().contains("as many jobs under way"), putOff.reason());
        assertInstanceOf(Admission.Admitted.class, one.admit(lane("https://other.example.com/")));

        one.leave(under.getFirst(), new Outcome.Delivered(), TOOK);
        assertInstanceOf(Admission.Admitted.class, one.admit(lane));
    }

    private Lanes worker() {
        return new Lanes(
                config, limits, new LaneExchange(book, config, new SimpleMeterRegistry()), new SimpleMeterRegistry());
    }

    private static void fail(Lanes worker, Lane lane, Duration retryAfter, LaneEffect effect) {
        Admission.Admitted admitted = assertInstanceOf(Admission.Admitted.class, worker.admit(lane));
        worker.leave(admitted, new Outcome.TransientFailure("429", retryAfter, effect), TOOK);
    }

    private static final OrganizationId ACME = new OrganizationId(UUID.randomUUID());

    private static Lane lane(String url) {
        return Lane.of(ACME, webhook(url));
    }

    private static NotificationMessage webhook(String url) {
        return new NotificationMessage(Channel.WEBHOOK, url, "Title", null, null);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
