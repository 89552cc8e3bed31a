package dev.carillon.monitoring.limit;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.cache.Cache;
import dev.carillon.common.cache.Caches;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.monitoring.testing.MonitoringServers;
import dev.carillon.monitoring.testing.Organizations;
import dev.carillon.monitoring.testing.People;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(MonitoringServers.class)
class QuotaTest {

    @Inject
    People people;

    @Inject
    Organizations organizations;

    @Inject
    Pool database;

    @Inject
    Caches caches;

    private String session = "";

    @BeforeEach
    void signIn() {
        MonitoringServers.redis().flush();
        session = people.session();
    }

    @Test
    void anOrganizationIsGivenALimitAndHasItTakenAway() {
        UUID acme = organizations.create("Acme");
        put(acme, "submit", "{\"limit\":600000}")
                .statusCode(200)
                .body("limit", is(600_000))
                .body("window", is("PT1M"))
                .body("api_key_id", nullValue());
        put(acme, "submit", "{\"limit\":7,\"window\":\"PT1H\"}").statusCode(200);

        list(acme)
                .body("data.policy", contains("submit"))
                .body("data[0].limit", is(7))
                .body("data[0].window", is("PT1H"));
        request().delete(path(acme) + "/submit").then().statusCode(204);
        request().delete(path(acme) + "/submit").then().statusCode(404);
        list(acme).body("data", empty());
        assertEquals(
                List.of(
                        "rate_limit.set submit {\"limit\": \"600000\", \"window\": \"60 s\"}",
                        "rate_limit.set submit {\"limit\": \"7\", \"window\": \"3600 s\"}",
                        "rate_limit.removed submit {\"limit\": \"7\", \"window\": \"3600 s\"}"),
                organizations.administratorsActs(acme));
    }

    @Test
    void whoeverKnowsTheLimitsOfTheOrganizationIsToldThatTheyHaveChanged() {
        UUID acme = organizations.create("Acme");
        OrganizationId id = new OrganizationId(acme);
        AtomicInteger reads = new AtomicInteger();
        Cache<Integer> known = caches.<Integer>memoryCache("quotas-known-" + acme, 16)
                .tags((_, _) -> Set.of(id.cacheTag()))
                .open();
        Supplier<Integer> read =
                () -> known.get("all", _ -> Uni.createFrom().item(() -> Optional.of(reads.incrementAndGet())))
                        .await()
                        .atMost(Duration.ofSeconds(20))
                        .orElseThrow();

        // Redis was emptied a moment ago, which makes caches forget as soon as they hear of it.
        caches.invalidateTag("nothing").await().atMost(Duration.ofSeconds(20));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> read.get().equals(read.get()) && read.get().equals(reads.get()));

        int first = read.get();
        put(acme, "submit", "{\"limit\":7}").statusCode(200);
        int second = read.get();
        assertTrue(second > first, "read again after the change");
        request().delete(path(acme) + "/submit").then().statusCode(204);
        assertTrue(read.get() > second, "read again after the removal");
    }

    @Test
    void aKeyIsGivenALimitIfItIsTheOrganizations() {
        UUID acme = organizations.create("Acme");
        UUID key = key(acme);
        String body = "{\"limit\":5,\"api_key_id\":\"%s\"}".formatted(key);

        put(acme, "api-key", body).statusCode(200).body("api_key_id", is(key.toString()));
        put(organizations.create("Other"), "api-key", body).statusCode(404);
        put(acme, "submit", body).statusCode(422).body("errors.field", hasItem("api_key_id"));
        request().delete(path(acme) + "/api-key").then().statusCode(404);
        request().delete(path(acme) + "/api-key?api_key_id=" + key).then().statusCode(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                      | limit",
                "{\"limit\":0}                           | limit",
                "{\"limit\":1000000001}                  | limit",
                "{\"limit\":1,\"window\":\"PT0.5S\"}     | window",
                "{\"limit\":1,\"window\":\"P400D\"}      | window",
                "{\"limit\":1,\"api_key_id\":\"x\"}      | api_key_id",
                "{\"limit\":1,\"quota\":1}               | quota",
            })
    void whatIsWrongIsNamed(String body, String field) {
        put(organizations.create("Acme"), "api-key", body).statusCode(422).body("errors.field", hasItem(field));
    }

    @Test
    void whatDoesNotExistIsNotFoundAndStrangersAreNotLetIn() {
        put(UUID.randomUUID(), "submit", "{\"limit\":1}").statusCode(404);
        put(organizations.create("Acme"), "nothing", "{\"limit\":1}").statusCode(404);
        request().get("/v1/organizations/x/rate-limits").then().statusCode(404);
        given().get(path(UUID.randomUUID())).then().statusCode(401);
    }

    private UUID key(UUID organization) {
        UUID key = UUID.randomUUID();
        database.preparedQuery(
                        "INSERT INTO api_key (id, organization_id, name, prefix, secret_hash) VALUES ($1, $2, 'k', $3, ''::bytea)")
                .execute(Tuple.of(key, organization, key.toString().substring(0, 8)))
                .await()
                .atMost(Duration.ofSeconds(20));
        return key;
    }

    private ValidatableResponse put(UUID organization, String policy, String body) {
        return request()
                .contentType("application/json")
                .body(body)
                .put(path(organization) + "/" + policy)
                .then();
    }

    private ValidatableResponse list(UUID organization) {
        return request().get(path(organization)).then().statusCode(200);
    }

    private static String path(UUID organization) {
        return "/v1/organizations/" + organization + "/rate-limits";
    }

    private RequestSpecification request() {
        return given().cookie("carillon_session", session);
    }
}
