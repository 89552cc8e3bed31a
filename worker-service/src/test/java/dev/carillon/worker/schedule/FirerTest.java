package dev.carillon.worker.schedule;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.job.Priority;
import dev.carillon.common.schedule.EveryRecurrence;
import dev.carillon.common.schedule.Firing;
import dev.carillon.common.schedule.FiringKind;
import dev.carillon.common.schedule.JobTemplate;
import dev.carillon.common.schedule.Misfire;
import dev.carillon.common.schedule.Schedule;
import dev.carillon.common.schedule.ScheduleId;
import dev.carillon.common.schedule.ScheduleSettings;
import dev.carillon.common.schedule.ScheduleState;
import dev.carillon.common.store.ScheduleStore;
import dev.carillon.worker.testing.Client;
import dev.carillon.worker.testing.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class FirerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    @RealServers.Receiver
    @SuppressWarnings("NullAway.Init")
    WireMockServer receiver;

    @Inject
    Client client;

    @Inject
    ScheduleStore schedules;

    @BeforeEach
    void quiet() {
        receiver.resetAll();
        receiver.stubFor(post(anyUrl()).willReturn(ok()));
    }

    @Test
    void aScheduleFiresAtItsTimesUntilItsLimit() {
        ScheduleId id = create("/seconds", Duration.ofSeconds(1), Misfire.ALL, 3);

        Schedule ended = awaitEnd(id);

        assertEquals(3, ended.firings());
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> receiver.verify(3, postRequestedFor(urlEqualTo("/seconds"))));
        List<Firing> firings = await(schedules.firings(client.organization(), id, END, 10));
        assertEquals(3, firings.size());
        for (Firing firing : firings) {
            Duration delay = Duration.between(firing.fireAt(), firing.firedAt());
            assertTrue(!delay.isNegative() && delay.compareTo(Duration.ofSeconds(1)) < 0, delay.toString());
        }
    }

    @Test
    void missedTimesAreMadeUpForAsThePolicySays() {
        ScheduleId once = missed("/once", Misfire.ONCE);
        ScheduleId all = missed("/all", Misfire.ALL);
        ScheduleId skip = missed("/skip", Misfire.SKIP);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> firings(once).size() == 1 && firings(all).size() == 4 && isAhead(skip));

        assertEquals(FiringKind.LATE, firings(once).getFirst().kind());
        assertEquals(List.of(), firings(skip));
        given().get("/metrics")
                .then()
                .body(containsString("carillon_schedules_fired_total{kind=\"late\""))
                .body(containsString("carillon_schedules_skipped_total"))
                .body(containsString("carillon_schedules_delay_seconds_count"));
    }

    @Test
    void aScheduleThatNobodyUnderstandsIsPausedAndTold() {
        ScheduleId broken = create("/broken", Duration.ofHours(1), Misfire.ONCE, null);
        client.execute(
                "UPDATE schedule SET payload = '[]', next_fire_at = now(), version = version + 1 WHERE id = $1",
                broken.value());

        Awaitility.await().atMost(PATIENCE).until(() -> {
            client.execute(
                    "UPDATE schedule SET payload = $2 WHERE id = $1 AND paused_at IS NOT NULL",
                    broken.value(),
                    new io.vertx.core.json.JsonObject()
                            .put("channel", "webhook")
                            .put("to", "https://example.test"));
            return pausedFor(broken);
        });

        Schedule schedule = find(broken);
        assertEquals(ScheduleState.PAUSED, schedule.state());
        assertTrue(String.valueOf(schedule.pauseReason()).contains("could not be fired"), schedule.pauseReason());
    }

    private boolean pausedFor(ScheduleId id) {
        try {
            return find(id).pausedAt() != null;
        } catch (RuntimeException _) {
            return false;
        }
    }

    private boolean isAhead(ScheduleId id) {
        Instant next = find(id).nextFireAt();
        return next != null && next.isAfter(await(schedules.now()));
    }

    /** An hourly schedule of which four times have passed, the latest half an hour ago. */
    private ScheduleId missed(String path, Misfire misfire) {
        ScheduleId id = create(path, Duration.ofHours(1), misfire, null);
        Instant now = await(schedules.now());
        client.execute(
                "UPDATE schedule SET anchor = $2, next_fire_at = $3, version = version + 1 WHERE id = $1",
                id.value(),
                now.minus(Duration.ofMinutes(30)).atOffset(ZoneOffset.UTC),
                now.minus(Duration.ofMinutes(210)).atOffset(ZoneOffset.UTC));
        return id;
    }

    private ScheduleId create(String path, Duration every, Misfire misfire, @Nullable Integer limit) {
        Instant now = await(schedules.now());
        JobTemplate template = new JobTemplate(
                new NotificationMessage(Channel.WEBHOOK, receiver.url(path), "Title", "Body", null),
                Priority.NORMAL,
                Map.of(),
                3,
                null,
                null);
        ScheduleId id = ScheduleId.random();
        await(schedules.create(
                Schedule.create(
                        id,
                        client.organization(),
                        new ScheduleSettings(
                                path + id, new EveryRecurrence(every, now), null, null, limit, misfire, template),
                        now),
                1_000));
        return id;
    }

    private Schedule awaitEnd(ScheduleId id) {
        return Awaitility.await().atMost(PATIENCE).until(() -> find(id), found -> found.state() == ScheduleState.ENDED);
    }

    private List<Firing> firings(ScheduleId id) {
        return await(schedules.firings(client.organization(), id, END, 10));
    }

    private Schedule find(ScheduleId id) {
        return await(schedules.find(client.organization(), id)).orElseThrow().schedule();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
