package dev.carillon.api.explain;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.NotificationMessage;
import dev.carillon.common.lane.Lane;
import dev.carillon.common.lane.LaneBook;
import dev.carillon.common.lane.PutOffReason;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Jobs that wait for what they go through, or for places in the workers. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class ExplainLaneTest extends ExplainedJobs {

    private static final String URL = "https://example.com/hook";

    @Inject
    LaneBook book;

    @Test
    void aQueuedJobWhoseEndpointAskedToWaitTellsUntilWhen() {
        String job = webhook("");
        pause("HTTP 429");

        explain(job)
                .body("cause", is("lane_paused"))
                .body("until", notNullValue())
                .body("estimate", notNullValue())
                .body(
                        "detail",
                        allOf(
                                startsWith("What it goes through (https://example.com:443) is paused until"),
                                containsString("HTTP 429.")))
                .body("blocked_by.lane.name", is("https://example.com:443"))
                .body("blocked_by.lane.paused_until", notNullValue())
                .body("blocked_by.lane.reason", is("HTTP 429"));
    }

    @Test
    void anotherOrganizationsUseOfTheEndpointIsNotPaused() {
        TestOrganization other = TestOrganization.create(database);
        pause("HTTP 429");

        String job = other.post("/v1/notifications", notification("")).extract().path("id");

        other.get("/v1/jobs/" + job + "/explain")
                .body("cause", is("waiting_in_line"))
                .body("blocked_by.lane", nullValue());
    }

    @Test
    void aJobThatItsPausedLanePutOffTellsUntilWhenThatIs() {
        String job = webhook("");
        snooze(job, PutOffReason.paused("https://example.com:443", "HTTP 429"));
        pause("HTTP 429");

        explain(job)
                .body("state", is("scheduled"))
                .body("cause", is("lane_paused"))
                .body("until", notNullValue())
                .body("estimate", is("2098-01-31T09:30:00Z"))
                .body("blocked_by.lane.paused_until", notNullValue())
                .body("detail", startsWith("Not sent: https://example.com:443 is paused. HTTP 429"));
    }

    @Test
    void whatRedisForgotIsTakenFromTheRecord() {
        String job = webhook("");
        snooze(job, PutOffReason.paused("https://example.com:443", "HTTP 429"));

        explain(job)
                .body("cause", is("lane_paused"))
                .body("until", is("2098-01-31T09:30:00Z"))
                .body("blocked_by.lane.paused_until", nullValue());
    }

    @Test
    void aJobThatFoundItsLaneFullTellsTheLimit() {
        String job = webhook("");
        snooze(job, PutOffReason.full("https://example.com:443", 4));

        explain(job)
                .body("cause", is("lane_full"))
                .body("until", nullValue())
                .body("estimate", is("2098-01-31T09:30:00Z"))
                .body("detail", containsString("as many jobs under way as it may have at once (4)"));
    }

    @Test
    void aFullChannelIsALimitToo() {
        String mail = acme.submitEmail("");
        snooze(mail, PutOffReason.full("channel email", 2));

        explain(mail).body("cause", is("lane_full")).body("blocked_by.lane.name", is("channel email"));
    }

    @Test
    void aChannelsOwnReasonIsTold() {
        String mail = acme.submitEmail("");
        snooze(mail, "Quiet hours until the morning.");

        explain(mail)
                .body("cause", is("snoozed"))
                .body("until", is("2098-01-31T09:30:00Z"))
                .body("detail", startsWith("Quiet hours until the morning."));
    }

    @Test
    void whoPutsASnoozedJobOffWaitsForThatTimeAndNotForTheLane() {
        String job = webhook("");
        snooze(job, PutOffReason.full("https://example.com:443", 4));

        Instant time = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
        acme.patch("/v1/jobs/" + job, "{\"run_at\":\"%s\"}".formatted(time)).statusCode(200);

        explain(job).body("cause", is("scheduled")).body("until", is(time.toString()));
    }

    @Test
    void anOrganizationThatHasAllItsPlacesIsTold() {
        String job = acme.submitEmail("");
        await(book.crowd(Map.of(organization(), 80), Duration.ofMinutes(1)));

        explain(job)
                .body("cause", is("organization_full"))
                .body("detail", containsString("(80 in a worker)"))
                .body("blocked_by.organization_places", is(80))
                .body("blocked_by.line.before", is(0));
        TestOrganization other = TestOrganization.create(database);
        other.get("/v1/jobs/" + other.submitEmail("") + "/explain").body("cause", is("waiting_in_line"));
    }

    @Test
    void whatPeoplePausedIsToldBeforeWhatIsFull() {
        String job = webhook("");
        pause("HTTP 503");
        await(book.crowd(Map.of(organization(), 80), Duration.ofMinutes(1)));
        acme.post("/v1/pauses", "{\"reason\":\"Stop\"}").statusCode(201);

        explain(job)
                .body("cause", is("paused"))
                .body("estimate", nullValue())
                .body("blocked_by.lane.reason", is("HTTP 503"));
    }

    @Test
    void aRetryTellsWhatWillHoldItBackThen() {
        String job = webhook("");
        pause("HTTP 429");
        acme.execute(
                "UPDATE job SET state = 'retrying', enqueued_at = NULL, attempts = 1, due_at = now() + interval '1 second' "
                        + "WHERE id = $1",
                Tuple.of(UUID.fromString(job)));

        explain(job)
                .body("cause", is("retrying"))
                .body("detail", containsString("is paused until"))
                .body("blocked_by.lane.reason", is("HTTP 429"));
    }

    @Test
    void aJobThatWillExpireBeforeItsNextAttemptSaysSo() {
        String job = webhook("");
        acme.execute(
                "UPDATE job SET state = 'retrying', enqueued_at = NULL, attempts = 1, due_at = '2098-01-31T09:30:00Z', "
                        + "expires_at = '2098-01-31T09:30:00Z' WHERE id = $1",
                Tuple.of(UUID.fromString(job)));

        explain(job)
                .body("cause", is("expiring"))
                .body("until", is("2098-01-31T09:30:00Z"))
                .body("estimate", nullValue());
    }

    @Test
    void aJobThatIsDueIsQueuedWithinMoments() {
        String job = webhook(",\"run_at\":\"%s\"".formatted(Instant.now().plusSeconds(3_600)));
        acme.execute("UPDATE job SET due_at = now() WHERE id = $1", Tuple.of(UUID.fromString(job)));

        explain(job).body("cause", is("due")).body("estimate", notNullValue()).body("blocked_by.pauses", empty());
        acme.execute("UPDATE worker SET lease_expires_at = now()", Tuple.tuple());
        explain(job).body("cause", is("no_worker")).body("estimate", nullValue());
    }

    private String webhook(String more) {
        return acme.post("/v1/notifications", notification(more))
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static String notification(String more) {
        return "{\"channel\":\"webhook\",\"to\":\"%s\",\"title\":\"Hello\"%s}".formatted(URL, more);
    }

    /** As if a worker had put the job off, and not looked since. */
    private void snooze(String job, String sentence) {
        acme.execute(
                "UPDATE job SET state = 'scheduled', enqueued_at = NULL, backlogged_at = NULL, fence = 1, snoozed_since = 1, "
                        + "due_at = '2098-01-31T09:30:00Z' WHERE id = $1",
                Tuple.of(UUID.fromString(job)));
        acme.execute(
                "INSERT INTO job_attempt (job_id, number, started_at, finished_at, outcome, error, provider, worker) "
                        + "VALUES ($1, 1, now(), now(), 'snoozed', $2, 'http', 'w1')",
                Tuple.of(UUID.fromString(job), sentence));
    }

    private void pause(String reason) {
        Lane lane = Lane.of(organization(), new NotificationMessage(Channel.WEBHOOK, URL, "Hello", null, null));
        await(book.pause(lane, Duration.ofMinutes(5), reason));
    }

    private static <T> void await(Uni<T> uni) {
        uni.await().atMost(Duration.ofSeconds(20));
    }

    private OrganizationId organization() {
        return new OrganizationId(acme.id());
    }
}
