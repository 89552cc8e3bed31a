package dev.carillon.api.testing;

import static io.restassured.RestAssured.given;

import dev.carillon.common.identity.ApiKey;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;

/** An organization of a test's own, with a key, and what it does by HTTP. */
public final class TestOrganization {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pool database;
    private final UUID id = UUID.randomUUID();
    private final ApiKey key = newKey();

    private TestOrganization(Pool database) {
        this.database = database;
    }

    /** A new one. */
    public static TestOrganization create(Pool database) {
        TestOrganization organization = new TestOrganization(database);
        organization.execute(
                "INSERT INTO organization (id, name, webhook_secret) VALUES ($1, 'Acme', 'whsec_dGVzdA==')",
                Tuple.of(organization.id));
        organization.addKey(organization.key);
        return organization;
    }

    /** A key that nobody has. */
    public static ApiKey newKey() {
        String random = UUID.randomUUID().toString().replace("-", "");
        return new ApiKey(random.substring(0, 8), random + random);
    }

    /** Gives the organization another key. */
    public void addKey(ApiKey another) {
        execute(
                "INSERT INTO api_key (id, organization_id, name, prefix, secret_hash) VALUES ($1, $2, 'test', $3, $4)",
                Tuple.of(UUID.randomUUID(), id, another.prefix(), Buffer.buffer(another.secretHash())));
    }

    /** The organization's id. */
    public UUID id() {
        return id;
    }

    /** Its key. */
    public ApiKey key() {
        return key;
    }

    /** A request with the organization's key. */
    public RequestSpecification request() {
        return given().header("Authorization", "Bearer " + key.reveal());
    }

    /** {@code POST} of a JSON body. */
    public ValidatableResponse post(String path, String body) {
        return request().contentType(ContentType.JSON).body(body).post(path).then();
    }

    /** {@code POST} of a JSON body under an idempotency key. */
    public ValidatableResponse post(String path, String body, String idempotencyKey) {
        return request()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", idempotencyKey)
                .body(body)
                .post(path)
                .then();
    }

    /** {@code PATCH} with a JSON body. */
    public ValidatableResponse patch(String path, String body) {
        return request().contentType(ContentType.JSON).body(body).patch(path).then();
    }

    /** {@code GET}. */
    public ValidatableResponse get(String path) {
        return request().get(path).then();
    }

    /** Submits a mail and answers its job's id. */
    public String submitEmail(String additionalFields) {
        return post(
                        "/v1/emails",
                        "{\"to\":[\"ada@example.com\"],\"subject\":\"Hello\",\"text\":\"Hi\"%s}"
                                .formatted(additionalFields))
                .statusCode(202)
                .extract()
                .path("id");
    }

    /** Puts a job into a state as if a worker had. */
    public void move(String job, String state) {
        execute(
                "UPDATE job SET state = $2::text::job_state, "
                        + "resting_state = CASE WHEN $2 IN ('held', 'failed', 'cancelled', 'expired', 'discarded') THEN $2::text::job_state END, "
                        + "finished_at = CASE WHEN $2 IN ('succeeded', 'failed', 'cancelled', 'expired', 'discarded') THEN now() END "
                        + "WHERE id = $1",
                Tuple.of(UUID.fromString(job), state));
    }

    /** How many jobs it has. */
    public long jobs() {
        return database.preparedQuery("SELECT count(*) FROM job WHERE organization_id = $1")
                .execute(Tuple.of(id))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    /** Runs a statement. */
    public void execute(String statement, Tuple values) {
        database.preparedQuery(statement).execute(values).await().atMost(PATIENCE);
    }
}
