package dev.carillon.api.member;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class MemberTest {

    @Inject
    Pool database;

    private TestOrganization acme;
    private Person owner;

    @BeforeEach
    void people() {
        acme = TestOrganization.create(database);
        owner = Person.signedIn(database, acme, "owner");
    }

    @Test
    void membersAreListedPageByPage() {
        Person reader = Person.create(database);
        reader.join(acme, "reader");
        Person.signedIn(database, TestOrganization.create(database), "owner");

        owner.get("/v1/members")
                .statusCode(200)
                .body("data.email", containsInAnyOrder(owner.email(), reader.email()))
                .body("next_cursor", nullValue());
        ValidatableResponse first = owner.get("/v1/members?limit=1").body("data", hasSize(1));
        String cursor = first.extract().path("next_cursor");
        owner.get("/v1/members?limit=1&cursor=" + cursor)
                .body("data", hasSize(1))
                .body("next_cursor", nullValue())
                .body("data[0].id", org.hamcrest.Matchers.not(is(first.extract().<String>path("data[0].id"))));
        owner.get("/v1/members?limit=0&cursor=x").statusCode(422).body("errors", hasSize(2));
    }

    @Test
    void aRoleIsChangedAndAuditTellsOfIt() {
        Person reader = Person.signedIn(database, acme, "reader");

        change(owner, reader, "admin").statusCode(200).body("role", is("admin"));

        reader.get("/v1/invitations").statusCode(200);
        owner.get("/v1/audit-log")
                .statusCode(200)
                .body("data[0].act", is("member.role_changed"))
                .body("data[0].actor.name", is(owner.email()))
                .body("data[0].actor.kind", is("person"))
                .body("data[0].subject", is(reader.email()))
                .body("data[0].details.from", is("reader"))
                .body("data[0].details.to", is("admin"))
                .body("data[0].address", is("127.0.0.1"));
    }

    @Test
    void aRemovedMemberMayNothingAtOnce() {
        Person reader = Person.signedIn(database, acme, "reader");
        reader.get("/v1/jobs").statusCode(200);

        owner.delete("/v1/members/" + reader.id()).statusCode(204);

        reader.get("/v1/jobs").statusCode(403);
        owner.delete("/v1/members/" + reader.id()).statusCode(404);
        owner.get("/v1/audit-log").body("data[0].act", is("member.removed"));
    }

    @Test
    void whoLeavesIsNoMemberAtOnce() {
        Person reader = Person.signedIn(database, acme, "reader");
        Person owner = Person.signedIn(database, acme, "owner");
        Person.create(database).join(acme, "owner");

        reader.delete("/v1/members/me").statusCode(204);

        reader.get("/v1/jobs").statusCode(403);
        reader.delete("/v1/members/me").statusCode(404);
        owner.get("/v1/audit-log")
                .body("data[0].act", equalTo("member.left"))
                .body("data[0].actor.id", equalTo(reader.id().toString()));
    }

    @Test
    void theOnlyOwnerCannotLeave() {
        TestOrganization alone = TestOrganization.create(database);
        Person owner = Person.signedIn(database, alone, "owner");

        owner.delete("/v1/members/me").statusCode(409);
        alone.request().delete("/v1/members/me").then().statusCode(403);
        owner.get("/v1/members").body("data", hasSize(1));
    }

    @Test
    void theLastOwnerStays() {
        owner.delete("/v1/members/" + owner.id()).statusCode(409);
        change(owner, owner, "admin").statusCode(409);
        change(owner, owner, "owner").statusCode(200);

        Person second = Person.signedIn(database, acme, "owner");

        change(owner, owner, "admin").statusCode(200);
        second.delete("/v1/members/" + second.id()).statusCode(409);
    }

    @Test
    void twoOwnersWhoRemoveEachOtherLeaveOne() throws Exception {
        Person second = Person.signedIn(database, acme, "owner");

        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<?> removal : List.of(
                    threads.submit(() -> owner.delete("/v1/members/" + second.id())),
                    threads.submit(() -> second.delete("/v1/members/" + owner.id())))) {
                removal.get();
            }
        }

        long owners = database.query("SELECT count(*) FROM membership WHERE role = 'owner' AND organization_id = '%s'"
                        .formatted(acme.id()))
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
        assertEquals(1, owners);
    }

    @Test
    void anAdminHasNoPowerOverOwners() {
        Person admin = Person.signedIn(database, acme, "admin");
        Person reader = Person.create(database);
        reader.join(acme, "reader");

        change(admin, owner, "reader").statusCode(403);
        admin.delete("/v1/members/" + owner.id()).statusCode(403);
        change(admin, reader, "owner").statusCode(422);
        change(admin, admin, "owner").statusCode(422);
        change(admin, reader, "admin").statusCode(200);
    }

    @Test
    void anotherOrganizationsMembersAreAsIfTheyDidNotExist() {
        Person eve = Person.signedIn(database, TestOrganization.create(database), "owner");

        change(eve, owner, "reader").statusCode(404);
        eve.delete("/v1/members/" + owner.id()).statusCode(404);
        eve.delete("/v1/members/" + UUID.randomUUID()).statusCode(404);
        eve.delete("/v1/members/x").statusCode(404);
    }

    private static ValidatableResponse change(Person by, Person whom, String role) {
        return by.patch("/v1/members/" + whom.id(), "{\"role\":\"%s\"}".formatted(role));
    }
}
