package dev.carillon.api.watch;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.local.testing.TestDatabase;
import dev.carillon.local.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = WatchTest.FewPlaces.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class WatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int PLACES = 40;

    /** Few places, and looks so rare that only what was heard comes at once. */
    public static class FewPlaces extends ApiServers {

        @Override
        public Map<String, String> start() {
            TestDatabase database = TestServers.postgres().createDatabase("watch");
            Map<String, String> settings = settings(database);
            settings.put("carillon.watch.per-key", Integer.toString(PLACES));
            settings.put("carillon.watch.heartbeat", "PT0.2S");
            settings.put("carillon.watch.look-every", "PT4S");
            return settings;
        }
    }

    @Inject
    Pool database;

    @Inject
    JobEvents events;

    @Inject
    Watchers watchers;

    @Inject
    MeterRegistry metrics;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    /** Moves a job as a statement of the store would, without a word. */
    private void move(String job, JobState state) {
        acme.execute("""
                UPDATE job SET state = $2::text::job_state,
                    finished_at = CASE WHEN $3 THEN now() END, enqueued_at = NULL,
                    timeline_states = timeline_states || $2::text::job_state, timeline_times = timeline_times || now()
                WHERE id = $1
                """, Tuple.of(UUID.fromString(job), state.wireName(), state.isFinished()));
    }

    private void moveAndTell(String job, JobState state) {
        move(job, state);
        events.publish(List.of(JobId.parse(job).orElseThrow()), state);
    }

    @Test
    void whatHasHappenedComesFirstThenWhatHappensThenTheEnd() throws Exception {
        String job = acme.submitEmail("");
        try (EventStream stream = EventStream.open(acme, job)) {
            assertEquals(200, stream.status());
            assertTrue(stream.header("content-type").startsWith("text/event-stream"), stream.header("content-type"));
            assertEquals("no", stream.header("x-accel-buffering"));
            stream.awaitStates("queued");

            long begun = System.nanoTime();
            moveAndTell(job, JobState.RUNNING);
            stream.awaitStates("queued", "running");
            Duration heard = Duration.ofNanos(System.nanoTime() - begun);
            moveAndTell(job, JobState.RETRYING);
            moveAndTell(job, JobState.QUEUED);
            moveAndTell(job, JobState.RUNNING);
            moveAndTell(job, JobState.SUCCEEDED);

            stream.awaitEnd().awaitStates("queued", "running", "retrying", "queued", "running", "succeeded");
            assertEquals(List.of("1", "2", "3", "4", "5", "6"), stream.ids());
            assertTrue(
                    stream.lines().contains("event:end") || stream.lines().contains("event: end"),
                    () -> stream.lines().toString());
            assertTrue(heard.compareTo(Duration.ofSeconds(1)) < 0, "heard after " + heard);
        }
    }

    @Test
    void acceptCancelAndRetryAreHeard() throws Exception {
        String job = acme.submitEmail("");
        try (EventStream stream = EventStream.open(acme, job)) {
            stream.awaitStates("queued");
            long begun = System.nanoTime();

            acme.post("/v1/jobs/" + job + "/cancel", "").statusCode(200);

            stream.awaitEnd().awaitStates("queued", "cancelled");
            assertTrue(System.nanoTime() - begun < Duration.ofSeconds(2).toNanos());
        }
        acme.post("/v1/jobs/" + job + "/retry", "").statusCode(200);
        try (EventStream stream = EventStream.resume(acme, job, "2")) {
            stream.awaitStates("queued");
            assertEquals(List.of("3"), stream.ids());
        }
    }

    @Test
    void aClientThatComesBackMissesNothingAndSeesNothingTwice() throws Exception {
        String job = acme.submitEmail("");
        moveAndTell(job, JobState.RUNNING);
        try (EventStream first = EventStream.open(acme, job)) {
            first.awaitStates("queued", "running");
        }
        moveAndTell(job, JobState.RETRYING);
        moveAndTell(job, JobState.QUEUED);

        try (EventStream second = EventStream.resume(acme, job, "2")) {
            second.awaitStates("retrying", "queued");
            moveAndTell(job, JobState.RUNNING);
            moveAndTell(job, JobState.FAILED);
            second.awaitEnd().awaitStates("retrying", "queued", "running", "failed");
            assertEquals(List.of("3", "4", "5", "6"), second.ids());
        }
        try (EventStream third = EventStream.resume(acme, job, "6")) {
            third.awaitEnd();
            assertEquals(List.of(), third.ids());
        }
    }

    @Test
    void aMoveThatNobodyToldOfIsFound() throws Exception {
        String job = acme.submitEmail("");
        try (EventStream stream = EventStream.open(acme, job)) {
            stream.awaitStates("queued");

            move(job, JobState.CANCELLED);

            stream.awaitEnd().awaitStates("queued", "cancelled");
        }
    }

    @Test
    void aQuietStreamShowsThatItLives() throws Exception {
        try (EventStream stream = EventStream.open(acme, acme.submitEmail(""))) {
            Awaitility.await("heartbeats")
                    .atMost(PATIENCE)
                    .until(() -> stream.lines().stream()
                                    .filter(line -> line.startsWith(":") && line.contains("still"))
                                    .count()
                            >= 3);
            assertTrue(stream.lines().stream().anyMatch(line -> line.startsWith("retry:")));
        }
    }

    @Test
    void anotherOrganizationsJobIsAsIfItDidNotExist() {
        String theirs = TestOrganization.create(database).submitEmail("");

        for (String id : List.of(theirs, UUID.randomUUID().toString(), "x", "%00")) {
            acme.request()
                    .urlEncodingEnabled(false)
                    .get("/v1/jobs/" + id + "/events")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("detail", containsString("no such job"));
        }
        acme.post("/v1/jobs/" + theirs + "/events", "{}").statusCode(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "2", "99999999999", "1.0", "0x1", "1 OR 1=1"})
    void whatIsNoIdOfTheJobsEventsIsRefused(String id) {
        acme.request()
                .header("Last-Event-ID", id)
                .get("/v1/jobs/" + acme.submitEmail("") + "/events")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].field", is("Last-Event-ID"));
    }

    @Test
    void manyWatchersAreServedAndTheirNumberIsBounded() throws Exception {
        List<String> jobs = new ArrayList<>();
        List<EventStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < PLACES; i++) {
                if (i % 2 == 0) {
                    jobs.add(acme.submitEmail(""));
                }
                streams.add(EventStream.open(acme, jobs.getLast()));
            }
            streams.forEach(stream -> stream.awaitStates("queued"));
            acme.get("/v1/jobs/" + jobs.getFirst() + "/events")
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("type", is("/problems/too-many-requests"));

            long before = queries();
            jobs.forEach(job -> move(job, JobState.CANCELLED));
            events.publish(
                    jobs.stream().map(job -> JobId.parse(job).orElseThrow()).toList(), JobState.CANCELLED);

            streams.forEach(stream -> stream.awaitEnd().awaitStates("queued", "cancelled"));
            assertTrue(queries() - before <= 3, "what moved together is read together: " + (queries() - before));
        } finally {
            streams.forEach(EventStream::close);
        }
        Awaitility.await("places are given back").atMost(PATIENCE).until(() -> watchers.count() == 0);
    }

    @Test
    void aStreamEndsWithItsKey() throws Exception {
        try (EventStream stream = EventStream.open(acme, acme.submitEmail(""))) {
            stream.awaitStates("queued");

            acme.execute("UPDATE api_key SET revoked_at = now() WHERE organization_id = $1", Tuple.of(acme.id()));

            stream.awaitEnd();
            assertEquals(List.of("queued"), stream.states());
        }
    }

    private long queries() {
        return metrics.find("carillon.database.query").tag("operation", "timelines").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    void aClientThatGoesGivesItsPlaceBack() throws Exception {
        EventStream stream = EventStream.open(acme, acme.submitEmail(""));
        stream.awaitStates("queued");

        stream.close();

        Awaitility.await("its place is given back").atMost(PATIENCE).until(() -> watchers.count() == 0);
    }
}
