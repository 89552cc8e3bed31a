package dev.carillon.api.explain;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class ExplainTest extends ExplainedJobs {

    @Test
    void aScheduledJobWaitsForItsTime() {
        explain(acme.submitEmail(",\"run_at\":\"" + inOneHour() + "\""))
                .body("state", is("scheduled"))
                .body("cause", is("scheduled"))
                .body("until", notNullValue())
                .body("estimate", notNullValue())
                .body("blocked_by.line", nullValue())
                .body("blocked_by.lane", nullValue())
                .body("blocked_by.pauses", empty());
    }

    @Test
    void aRetryingJobWaitsAndTellsItsLastError() {
        String job = acme.submitEmail("");
        acme.execute(
                "UPDATE job SET state = 'retrying', enqueued_at = NULL, attempts = 2, last_error = '451 Try later', "
                        + "due_at = '2098-01-31T09:30:00Z' WHERE id = $1",
                Tuple.of(UUID.fromString(job)));

        explain(job)
                .body("cause", is("retrying"))
                .body("until", is("2098-01-31T09:30:00Z"))
                .body("estimate", is("2098-01-31T09:30:00Z"))
                .body("detail", containsString("Attempt 2 of 8 failed"))
                .body("blocked_by.last_error", is("451 Try later"));
    }

    @Test
    void aPausedJobTellsWhichPauseByWhomAndUntilWhen() {
        String mail = acme.submitEmail("");
        String urgent = acme.submitEmail(",\"priority\":\"high\"");
        acme.post(
                        "/v1/pauses",
                        "{\"priority\":\"normal\",\"reason\":\"Wrong link\",\"ends_at\":\"2098-01-31T09:30:00Z\"}")
                .statusCode(201);

        explain(mail)
                .body("cause", is("paused"))
                .body("until", is("2098-01-31T09:30:00Z"))
                .body("estimate", is("2098-01-31T09:30:00Z"))
                .body(
                        "detail",
                        is(
                                "Queue normal of the organization is paused by API key test until 2098-01-31T09:30:00Z: Wrong link."))
                .body("blocked_by.pauses.priority", contains("normal"));
        explain(urgent).body("cause", is("waiting_in_line"));

        acme.execute(
                "INSERT INTO pause (reason, paused_by, by_administrator) VALUES ('Incident', 'root@example.com', true)",
                Tuple.tuple());
        explain(mail)
                .body("until", nullValue())
                .body("blocked_by.pauses.scope", contains("installation", "organization"));
        explain(urgent)
                .body("cause", is("paused"))
                .body(
                        "detail",
                        is(
                                "All sending of the whole installation is paused by an administrator of the installation until "
                                        + "somebody resumes it: Incident."));
    }

    @Test
    void whatWouldBePausedIsToldBeforeItsTime() {
        acme.post("/v1/pauses", "{\"channel\":\"email\",\"reason\":\"Wrong link\"}")
                .statusCode(201);

        explain(acme.submitEmail(",\"run_at\":\"" + inOneHour() + "\""))
                .body("cause", is("scheduled"))
                .body("detail", containsString("blocked_by"))
                .body("blocked_by.pauses.channel", contains("email"));
    }

    @Test
    void othersPausesAreNoCause() {
        TestOrganization other = TestOrganization.create(database);
        other.post("/v1/pauses", "{\"reason\":\"Theirs\"}").statusCode(201);
        acme.post("/v1/pauses", "{\"channel\":\"webhook\",\"reason\":\"Else\"}").statusCode(201);
        String job = acme.submitEmail("");
        acme.execute("UPDATE pause SET ends_at = now() WHERE channel IS NOT NULL", Tuple.tuple());

        explain(job).body("cause", is("waiting_in_line")).body("blocked_by.pauses", empty());
    }

    @Test
    void withoutAWorkerNothingGoesOn() {
        String job = acme.submitEmail("");
        acme.execute("UPDATE worker SET lease_expires_at = now()", Tuple.tuple());

        explain(job).body("cause", is("no_worker")).body("until", nullValue()).body("estimate", nullValue());
    }

    @Test
    void aJobInLineTellsItsPlaceAndDoesNotGuess() {
        acme.submitEmail("");
        acme.submitEmail(",\"priority\":\"low\"");
        acme.submitEmail("");

        explain(acme.submitEmail(""))
                .body("cause", is("waiting_in_line"))
                .body("blocked_by.line.before", is(2))
                .body("blocked_by.line.or_more", is(false))
                .body("blocked_by.line.started_per_second", nullValue())
                .body("detail", containsString("is not known"))
                .body("estimate", nullValue());
    }

    @Test
    void aLaneThatMovesGivesAnEstimate() {
        for (int job = 0; job < 12; job++) {
            acme.move(acme.submitEmail(""), "succeeded");
        }
        acme.execute(
                "UPDATE job SET started_at = now() - interval '1 minute', enqueued_at = NULL "
                        + "WHERE organization_id = $1 AND state = 'succeeded'",
                Tuple.of(acme.id()));

        explain(acme.submitEmail(""))
                .body("cause", is("waiting_in_line"))
                .body("blocked_by.line.before", is(0))
                .body("blocked_by.line.started_per_second", allOf(greaterThan(0.1f), lessThan(0.21f)))
                .body("estimate", notNullValue());
    }

    @Test
    void aRunningJobNamesItsWorkerAndSinceWhen() {
        String job = acme.submitEmail("");
        acme.execute(
                "UPDATE job SET state = 'running', worker_id = (SELECT id FROM worker WHERE name = 'w1'), "
                        + "timeline_states = timeline_states || 'running'::job_state, "
                        + "timeline_times = timeline_times || '2026-05-04T09:30:00Z'::timestamptz WHERE id = $1",
                Tuple.of(UUID.fromString(job)));

        explain(job)
                .body("cause", is("running"))
                .body("detail", is("Worker w1 is delivering it since 2026-05-04T09:30:00Z."))
                .body("blocked_by.worker", is("w1"));

        acme.execute("UPDATE worker SET lease_expires_at = now()", Tuple.tuple());
        explain(job).body("cause", is("worker_lost")).body("detail", containsString("No other worker is alive"));
        acme.execute(
                "INSERT INTO worker (id, name, lease_expires_at) VALUES (gen_random_uuid(), 'w2', now() + interval '1 hour')",
                Tuple.tuple());
        explain(job).body("cause", is("worker_lost")).body("detail", containsString("Another worker takes it back"));
    }

    @Test
    void aJobThatIsTooLateIsAboutToEnd() {
        String job = acme.submitEmail("");
        acme.execute("UPDATE job SET expires_at = now() WHERE id = $1", Tuple.of(UUID.fromString(job)));

        explain(job).body("cause", is("expiring"));
    }

    @ParameterizedTest
    @CsvSource({
        "held, held, /retry",
        "succeeded, ended, delivered",
        "failed, ended, /retry",
        "cancelled, ended, cancelled",
        "expired, ended, expires_at"
    })
    void aJobThatRestsTellsWhatAPersonCanDo(String state, String cause, String word) {
        String job = acme.submitEmail("");
        acme.move(job, state);

        explain(job)
                .body("state", is(state))
                .body("cause", is(cause))
                .body("detail", containsString(word))
                .body("until", nullValue());
    }

    @Test
    void anotherOrganizationsJobIsAsIfItDidNotExist() {
        String theirs = TestOrganization.create(database).submitEmail("");

        for (String id : new String[] {theirs, UUID.randomUUID().toString(), "x"}) {
            acme.get("/v1/jobs/" + id + "/explain")
                    .statusCode(404)
                    .body("detail", allOf(containsString("no such job"), containsString("organization")));
        }
    }

    private static String inOneHour() {
        return java.time.Instant.now().plusSeconds(3_600).toString();
    }
}
