package dev.carillon.api.explain;

import dev.carillon.api.testing.TestOrganization;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of explanations share: an organization that has jobs, and a worker that lives. */
abstract class ExplainedJobs {

    @Inject
    Pool database;

    TestOrganization acme;

    @BeforeEach
    void organizationAndWorker() {
        acme = TestOrganization.create(database);
        acme.execute(
                "INSERT INTO worker (id, name, lease_expires_at) VALUES (gen_random_uuid(), 'w1', now() + interval '1 hour')",
                Tuple.tuple());
    }

    @AfterEach
    void clear() {
        acme.execute("DELETE FROM pause", Tuple.tuple());
        acme.execute("DELETE FROM worker", Tuple.tuple());
    }

    ValidatableResponse explain(String job) {
        return acme.get("/v1/jobs/" + job + "/explain").statusCode(200);
    }
}
