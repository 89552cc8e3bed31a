package dev.carillon.api.schedule;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many schedules an organization may have. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class ScheduleLimitTest {

    @Inject
    Pool database;

    @Inject
    ScheduleConfig config;

    @SuppressWarnings("NullAway.Init")
    private TestOrganization acme;

    @BeforeEach
    void create() {
        acme = TestOrganization.create(database);
    }

    @Test
    void oneBeyondTheLimitIsRefusedAndTheLimitTold() {
        fill(config.perOrganization() - 1);

        assertEquals(201, make("the last"));
        post("one more").statusCode(409).body("detail", containsString("has 1000 schedules"));
        post("the last").statusCode(409).body("detail", containsString("named \"the last\""));

        TestOrganization.create(database)
                .post("/v1/schedules", schedule("theirs"))
                .statusCode(201);
        acme.execute("DELETE FROM schedule WHERE organization_id = $1 AND name = 'full 1'", Tuple.of(acme.id()));
        assertEquals(201, make("one more"));
    }

    @Test
    void manyAtOnceDoNotExceedIt() {
        fill(config.perOrganization() - 2);
        List<CompletableFuture<Integer>> made = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            String name = "racer " + number;
            made.add(CompletableFuture.supplyAsync(() -> make(name)));
        }

        assertEquals(2, made.stream().filter(each -> each.join() == 201).count());
    }

    private void fill(int schedules) {
        acme.post("/v1/schedules", schedule("full 0")).statusCode(201);
        acme.execute("""
                INSERT INTO schedule (id, organization_id, name, every, anchor, misfire, type, priority, max_attempts, payload,
                    payload_bytes, created_at, updated_at)
                SELECT gen_random_uuid(), organization_id, 'full ' || number, every, anchor, misfire, type, priority, max_attempts,
                    payload, payload_bytes, created_at, updated_at
                FROM schedule, generate_series(1, $2::integer) AS number WHERE organization_id = $1
                """, Tuple.of(acme.id(), schedules - 1));
    }

    private int make(String name) {
        return post(name).extract().statusCode();
    }

    private io.restassured.response.ValidatableResponse post(String name) {
        return acme.post("/v1/schedules", schedule(name));
    }

    private static String schedule(String name) {
        return "{\"name\":\"%s\",\"every\":\"P1D\",\"email\":{\"to\":[\"ada@example.com\"],\"subject\":\"x\",\"text\":\"x\"}}"
                .formatted(name);
    }
}
