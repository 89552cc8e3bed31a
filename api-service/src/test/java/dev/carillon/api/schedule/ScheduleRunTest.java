package dev.carillon.api.schedule;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Schedules that are fired by hand. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class ScheduleRunTest extends SchedulingOrganization {

    @Test
    void runNowMakesAJobAndLeavesTheTimesAlone() {
        ValidatableResponse created =
                make("\"name\":\"x\",\"every\":\"P1D\",\"limit\":3," + EMAIL).statusCode(201);
        String path = created.extract().header("Location");
        acme.post(path + "/pause", "{}").statusCode(200);
        acme.post(path + "/resume", "{}").statusCode(200);

        String job = acme.post(path + "/run", "{}")
                .statusCode(202)
                .header("Location", startsWith("/v1/jobs/"))
                .body("state", equalTo("queued"))
                .extract()
                .path("id");

        acme.get("/v1/jobs/" + job).statusCode(200);
        acme.get(path)
                .body("firings", equalTo(0))
                .body("next_fire_at", equalTo(created.extract().<String>path("next_fire_at")));
        acme.get(path + "/firings")
                .body("data", hasSize(1))
                .body("data[0].kind", equalTo("manual"))
                .body("data[0].job_id", equalTo(job));
    }

    @Test
    void manyRunsAtOnceMakeAJobEach() {
        String path =
                make("\"name\":\"x\",\"every\":\"P1D\"," + EMAIL).extract().header("Location");

        List<CompletableFuture<Integer>> runs = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            runs.add(CompletableFuture.supplyAsync(
                    () -> acme.post(path + "/run", "{}").extract().statusCode()));
        }

        assertEquals(
                List.of(202, 202, 202, 202),
                runs.stream().map(CompletableFuture::join).toList());
        assertEquals(4, acme.jobs());
        String cursor = acme.get(path + "/firings?limit=3")
                .body("data", hasSize(3))
                .extract()
                .path("next_cursor");
        acme.get(path + "/firings?limit=3&cursor=" + cursor)
                .body("data", hasSize(1))
                .body("next_cursor", nullValue());
        acme.get("/v1/schedules?cursor=" + cursor).statusCode(422);
    }

    @Test
    void aKeyThatIsRepeatedIsAnsweredWithTheSameJob() {
        String path = daily("x");

        String first = acme.post(path + "/run", "{}", "run-1")
                .statusCode(202)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .body()
                .asString();
        String second = acme.post(path + "/run", "{}", "run-1")
                .statusCode(202)
                .header("Idempotent-Replayed", "true")
                .header("Location", startsWith("/v1/jobs/"))
                .extract()
                .body()
                .asString();

        assertEquals(first, second);
        assertEquals(1, acme.jobs());
        acme.get(path + "/firings").body("data", hasSize(1));
        acme.post(path + "/run", "{}", "run-2").statusCode(202).header("Idempotent-Replayed", nullValue());
        acme.post(path + "/run", "{}").statusCode(202);
        assertEquals(3, acme.jobs());
    }

    @Test
    void oneKeyAtOnceMakesOneJob() {
        String path = daily("x");
        List<CompletableFuture<String>> runs = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            runs.add(CompletableFuture.supplyAsync(() -> acme.post(path + "/run", "{}", "all")
                    .statusCode(202)
                    .extract()
                    .path("id")));
        }

        Set<String> jobs = new HashSet<>();
        runs.forEach(run -> jobs.add(run.join()));

        assertEquals(1, jobs.size());
        assertEquals(1, acme.jobs());
    }

    @Test
    void aKeyStandsForOneScheduleAndOneKindOfRequest() {
        String path = daily("x");
        acme.post(path + "/run", "{}", "k").statusCode(202);

        acme.post(daily("y") + "/run", "{}", "k")
                .statusCode(422)
                .body("type", containsString("idempotency-key-reused"));
        acme.post("/v1/emails", EMAIL.substring(8), "k")
                .statusCode(422)
                .body("type", containsString("idempotency-key-reused"));
        TestOrganization other = TestOrganization.create(database);
        other.post(path + "/run", "{}", "k").statusCode(404);
        assertEquals(1, acme.jobs());
    }

    @Test
    void aRefusedRunLeavesItsKeyFree() {
        acme.post("/v1/schedules/00000000-0000-0000-0000-000000000000/run", "{}", "k")
                .statusCode(404);

        acme.post(daily("x") + "/run", "{}", "k").statusCode(202).header("Idempotent-Replayed", nullValue());
    }

    @Test
    void aKeyIsAnsweredAlsoAfterItsScheduleWasDeleted() {
        String path = daily("x");
        String job = acme.post(path + "/run", "{}", "k").extract().path("id");
        acme.request().delete(path).then().statusCode(204);

        acme.post(path + "/run", "{}", "k").statusCode(202).body("id", equalTo(job));
        acme.post(path + "/run", "{}", "l").statusCode(404);
    }

    @Test
    void aKeyThatIsNoneIsNamed() {
        acme.post(daily("x") + "/run", "{}", "with space")
                .statusCode(422)
                .body("errors[0].field", equalTo("Idempotency-Key"));
        assertEquals(0, acme.jobs());
    }

    @Test
    void keysOfDifferentRunsMakeDifferentJobs() {
        String path = daily("x");
        String one = acme.post(path + "/run", "{}", "1").extract().path("id");
        String other = acme.post(path + "/run", "{}", "2").extract().path("id");

        assertNotEquals(one, other);
    }

    private String daily(String name) {
        return make("\"name\":\"" + name + "\",\"every\":\"P1D\"," + EMAIL)
                .statusCode(201)
                .extract()
                .header("Location");
    }
}
