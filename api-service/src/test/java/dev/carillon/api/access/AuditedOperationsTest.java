package dev.carillon.api.access;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import dev.carillon.common.identity.Role;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Walks through the table of operations: whatever owners and admins alone may change, the audit log tells of. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class AuditedOperationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Set<Role> ADMINISTRATORS = Set.of(Role.OWNER, Role.ADMIN);

    @Inject
    Pool database;

    @Test
    void everyAdministrativeChangeIsInTheLog() {
        List<String> silent = new ArrayList<>();
        List<Operation> administrative = Operations.ALL.stream()
                .filter(AuditedOperationsTest::isAdministrative)
                .toList();
        for (Operation operation : administrative) {
            TestOrganization acme = TestOrganization.create(database);
            Person owner = Person.signedIn(database, acme, "owner");
            // Who may then leave.
            Person.create(database).join(acme, "owner");
            String method = operation.name().substring(0, operation.name().indexOf(' '));
            String template = operation.name().substring(operation.name().indexOf(' ') + 1);
            String path = template.contains("{id}") ? template.replace("{id}", thing(template, acme, owner)) : template;
            int before = entries(acme);

            Response answer = owner.request().body(body(operation.name())).request(method, path);

            int made = entries(acme) - before;
            if (answer.statusCode() >= 300 || made != 1) {
                silent.add("%s: %d, %d entries".formatted(operation.name(), answer.statusCode(), made));
            }
        }

        assertEquals(List.of(), silent);
        assertThat(administrative.size(), greaterThan(15));
    }

    /** A change that contributors may not make. Leaving is everybody's, and in the log all the same. */
    private static boolean isAdministrative(Operation operation) {
        boolean change = !operation.name().startsWith("GET ");
        return change
                && (operation.name().equals("DELETE /v1/members/me")
                        || operation.permission().isOfRoles()
                                && ADMINISTRATORS.containsAll(
                                        operation.permission().roles()));
    }

    private int entries(TestOrganization organization) {
        return database.preparedQuery("SELECT count(*) FROM audit_entry WHERE organization_id = $1")
                .execute(Tuple.of(organization.id()))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getInteger(0);
    }

    private String thing(String template, TestOrganization acme, Person owner) {
        String collection = template.substring(0, template.indexOf("/{id}"));
        if (collection.equals("/v1/members")) {
            Person other = Person.create(database);
            other.join(acme, "reader");
            return other.id().toString();
        }
        if (collection.equals("/v1/api-keys")) {
            return owner.get(collection).extract().path("data[0].id");
        }
        String id = owner.post(collection, body("POST " + collection)).extract().path("id");
        if (template.endsWith("/enable")) {
            owner.post(collection + "/" + id + "/disable", "{}").statusCode(200);
        }
        return id;
    }

    private static String body(String operation) {
        return switch (operation) {
            case "POST /v1/invitations" -> "{\"email\":\"new@example.com\",\"role\":\"reader\"}";
            case "PATCH /v1/members/{id}" -> "{\"role\":\"contributor\"}";
            case "POST /v1/api-keys" -> "{\"name\":\"another\",\"role\":\"reader\"}";
            case "POST /v1/pauses" -> "{\"reason\":\"a test\"}";
            case "POST /v1/webhook-endpoints" -> "{\"url\":\"https://example.com\",\"event_types\":[\"job.failed\"]}";
            case "PATCH /v1/webhook-endpoints/{id}" -> "{\"description\":\"another\"}";
            case "POST /v1/webhook-endpoints/{id}/replay" -> "{\"since\":\"2020-01-01T00:00:00Z\"}";
            default -> "{}";
        };
    }
}
