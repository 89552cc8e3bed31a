package dev.carillon.api.access;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.identity.SessionStore;
import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.ResourceOperations;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.identity.Account;
import dev.carillon.common.identity.AccountId;
import dev.carillon.common.identity.ApiKey;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.identity.PasswordHash;
import dev.carillon.common.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walks through every request that the service answers, with everybody who may come. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class PermissionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Pool database;

    @Inject
    SessionStore sessions;

    private TestOrganization acme;

    @BeforeEach
    void organization() {
        acme = TestOrganization.create(database);
    }

    /** Somebody who comes. */
    private record Visitor(
            String name, boolean person, boolean key, Role role, Supplier<RequestSpecification> request) {

        int expected(Permission needed) {
            if (needed == Permission.PUBLIC) {
                return 0;
            }
            if (!person && !key) {
                return 401;
            }
            if (needed == Permission.SIGNED_IN) {
                return person ? 0 : 403;
            }
            return needed.roles().contains(role) ? 0 : 403;
        }
    }

    @Test
    void everyOperationIsInTheTableAndNoOther() {
        assertEquals(
                ResourceOperations.all(),
                Operations.ALL.stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everybodyMayDoWhatTheTableSaysAndNothingElse() {
        List<Visitor> visitors = visitors();
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        for (Operation operation : Operations.ALL) {
            for (Visitor visitor : visitors) {
                int status = ask(visitor.request().get(), operation.name(), UUID.randomUUID());
                int expected = visitor.expected(operation.permission());
                boolean right = expected == 0 ? status != 401 && status != 403 && status < 500 : status == expected;
                if (!right) {
                    wrong.add("%s by %s: %d".formatted(operation.name(), visitor.name(), status));
                }
                asked++;
            }
        }

        assertEquals(List.of(), wrong);
        assertTrue(asked > 600, "asked " + asked);
    }

    @Test
    void whatBelongsToAnotherOrganizationIsNotThere() {
        Map<String, String> things = things();
        TestOrganization other = TestOrganization.create(database);
        Person eve = person(other, "owner");
        List<String> wrong = new ArrayList<>();
        for (Operation operation : Operations.ALL) {
            String path = operation.name().substring(operation.name().indexOf(' ') + 1);
            String thing = things.entrySet().stream()
                    .filter(entry -> path.startsWith(entry.getKey() + "/{id}"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
            if (thing.isEmpty()) {
                continue;
            }
            for (RequestSpecification request : List.of(other.request(), eve.request())) {
                int status = ask(request, operation.name(), UUID.fromString(thing));
                // Some bodies are read before anything is looked up.
                if (status != 404 && status != 422 && !(status == 403 && path.startsWith("/v1/audit"))) {
                    wrong.add(operation.name() + ": " + status);
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    private List<Visitor> visitors() {
        List<Visitor> visitors = new ArrayList<>();
        visitors.add(new Visitor("nobody", false, false, Role.READER, () -> given()));
        for (Role role : Role.OF_KEYS) {
            ApiKey key = TestOrganization.newKey();
            acme.addKey(key);
            acme.execute("UPDATE api_key SET role = $2 WHERE prefix = $1", Tuple.of(key.prefix(), role.wireName()));
            visitors.add(new Visitor(
                    "a key as " + role,
                    false,
                    true,
                    role,
                    () -> given().header("Authorization", "Bearer " + key.reveal())));
        }
        for (Role role : Role.OF_PEOPLE) {
            Person person = Person.create(database);
            person.join(acme, role.wireName());
            visitors.add(new Visitor("a person as " + role, true, false, role, () -> {
                // Who has left comes back.
                person.join(acme, role.wireName());
                return session(person, acme).request();
            }));
        }
        // No second owner would make the first one the last: requests name ids that nobody has, so nothing is removed.
        return visitors;
    }

    private Person person(TestOrganization organization, String role) {
        Person person = Person.create(database);
        person.join(organization, role);
        return session(person, organization);
    }

    /** A session of its own for each request, since some end it. */
    private Person session(Person person, TestOrganization organization) {
        Account account =
                new Account(new AccountId(person.id()), person.email(), new PasswordHash("x"), false, 1, Instant.EPOCH);
        person.use(sessions.begin(account, new OrganizationId(organization.id()), "127.0.0.1", "test", Instant.now())
                .await()
                .atMost(PATIENCE)
                .value());
        return person;
    }

    private Map<String, String> things() {
        Person owner = person(acme, "owner");
        return Map.of(
                "/v1/jobs", acme.submitEmail(""),
                "/v1/schedules",
                        acme.post(
                                        "/v1/schedules",
                                        "{\"name\":\"x\",\"every\":\"P1D\",\"email\":{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}}")
                                .extract()
                                .path("id"),
                "/v1/webhook-endpoints",
                        acme.post(
                                        "/v1/webhook-endpoints",
                                        "{\"url\":\"https://example.com\",\"event_types\":[\"job.failed\"]}")
                                .extract()
                                .path("id"),
                "/v1/pauses",
                        acme.post("/v1/pauses", "{\"reason\":\"x\"}").extract().path("id"),
                "/v1/bulk-operations",
                        acme.post("/v1/jobs/retry", "{\"all\":true}").extract().path("id"),
                "/v1/api-keys", acme.get("/v1/api-keys").extract().path("data[0].id"),
                "/v1/members", owner.id().toString(),
                "/v1/invitations",
                        acme.post("/v1/invitations", "{\"email\":\"x@example.com\",\"role\":\"reader\"}")
                                .extract()
                                .path("id"));
    }

    private static int ask(RequestSpecification request, String operation, UUID id) {
        String method = operation.substring(0, operation.indexOf(' '));
        String path = operation
                .substring(operation.indexOf(' ') + 1)
                .replace("{id}", id.toString())
                .replace("{policy}", "search");
        RequestSpecification asked = List.of("POST", "PATCH", "PUT").contains(method)
                ? request.contentType(ContentType.JSON).body("{}")
                : request;
        return asked.request(method, path).statusCode();
    }
}
