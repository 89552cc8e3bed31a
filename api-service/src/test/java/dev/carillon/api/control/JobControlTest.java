package dev.carillon.api.control;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class JobControlTest {

    @Inject
    Pool database;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduled", "queued", "retrying", "held"})
    void aWaitingJobIsCancelled(String state) {
        String job = acme.submitEmail("");
        acme.move(job, state);

        acme.post("/v1/jobs/" + job + "/cancel", "")
                .statusCode(200)
                .body("state", is("cancelled"))
                .body("finished_at", notNullValue())
                .body("timeline.state", contains("queued", "cancelled"));
        acme.get("/v1/jobs/" + job).body("state", is("cancelled"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "succeeded", "failed", "cancelled", "expired", "discarded"})
    void anotherJobIsNot(String state) {
        String job = acme.submitEmail("");
        acme.move(job, state);

        acme.post("/v1/jobs/" + job + "/cancel", "")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", is("/problems/job-state"))
                .body("detail", containsString("The job is " + state + "."));
        acme.get("/v1/jobs/" + job).body("state", is(state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"retrying", "held", "failed", "cancelled", "expired", "discarded"})
    void aJobThatEndedBadlyIsRetried(String state) {
        String job = acme.submitEmail(",\"max_attempts\":1");
        acme.execute("UPDATE job SET attempts = 1 WHERE id = $1", Tuple.of(UUID.fromString(job)));
        acme.move(job, state);

        acme.post("/v1/jobs/" + job + "/retry", "")
                .statusCode(200)
                .body("state", is("queued"))
                .body("max_attempts", is(2))
                .body("finished_at", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduled", "queued", "running", "succeeded"})
    void othersAreNotRetried(String state) {
        String job = acme.submitEmail("");
        acme.move(job, state);

        acme.post("/v1/jobs/" + job + "/retry", "")
                .statusCode(409)
                .body("type", is("/problems/job-state"))
                .body("detail", containsString("The job is " + state + "."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"held", "failed", "cancelled", "expired"})
    void aDeadJobIsDiscarded(String state) {
        String job = acme.submitEmail("");
        acme.move(job, state);

        acme.post("/v1/jobs/" + job + "/discard", "")
                .statusCode(200)
                .body("state", is("discarded"))
                .body("finished_at", notNullValue())
                .body("timeline.state", contains("queued", "discarded"));
        acme.get("/v1/jobs/" + job).body("state", is("discarded"));
        acme.get("/v1/jobs?state=discarded").body("data.id", contains(job));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduled", "queued", "running", "retrying", "succeeded", "discarded"})
    void othersAreNotDiscarded(String state) {
        String job = acme.submitEmail("");
        acme.move(job, state);

        acme.post("/v1/jobs/" + job + "/discard", "")
                .statusCode(409)
                .body("type", is("/problems/job-state"))
                .body("detail", containsString("The job is " + state + "."));
    }
}
