package dev.carillon.api.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real requests and answers have the fields that the description says. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class SchemaTest {

    private static final String SCHEDULE =
            "{\"name\":\"x\",\"every\":\"P1D\",\"email\":{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}}";

    @Inject
    Pool database;

    private ApiDescription description;

    @BeforeEach
    void read() {
        description = ApiDescription.read();
    }

    @Test
    void answersToSubmissionsHaveTheFieldsOfTheirSchema() {
        String mail = "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}";
        TestOrganization acme = TestOrganization.create(database);

        assertEquals(description.allFields("SubmittedJob"), description.example("Accepted"));
        assertEquals(
                description.allFields("SubmittedJob"),
                acme.post("/v1/emails", mail).extract().<Map<String, ?>>path("").keySet());
        assertEquals(
                description.allFields("SubmittedJob"),
                acme.post("/v1/emails/batch", "{\"items\":[%s]}".formatted(mail))
                        .extract()
                        .<Map<String, ?>>path("data[0]")
                        .keySet());
    }

    @Test
    void realAnswersHaveTheFieldsOfTheirSchemas() {
        TestOrganization acme = TestOrganization.create(database);
        String job = acme.submitEmail("");

        assertEquals(description.fields("Job"), answered(acme, "/v1/jobs/" + job));
        assertEquals(description.fields("JobPage"), answered(acme, "/v1/jobs"));
        assertEquals(
                description.fields("JobBatch"),
                acme.post("/v1/emails/batch", "{\"items\":[{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}]}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        String endpoint = acme.post(
                        "/v1/webhook-endpoints", "{\"url\":\"https://example.com\",\"event_types\":[\"job.failed\"]}")
                .extract()
                .path("id");
        String endpoints = "/v1/webhook-endpoints/" + endpoint;
        assertEquals(description.fields("WebhookEndpoint"), answered(acme, endpoints));
        assertEquals(
                description.fields("Replay"),
                acme.post(endpoints + "/replay", "{\"since\":\"2026-05-04T09:30:00Z\"}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        assertEquals(description.fields("AttemptPage"), answered(acme, "/v1/jobs/" + job + "/attempts"));
        assertEquals(
                description.fields("BulkCount"),
                acme.post("/v1/jobs/retry", "{\"all\":true,\"dry_run\":true}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        String operation =
                acme.post("/v1/jobs/retry", "{\"all\":true}").extract().path("id");
        assertEquals(description.fields("BulkOperation"), answered(acme, "/v1/bulk-operations/" + operation));
        assertEquals(description.fields("BulkOperationPage"), answered(acme, "/v1/bulk-operations"));
        assertEquals(description.fields("Explanation"), answered(acme, "/v1/jobs/" + job + "/explain"));
        assertEquals(description.fields("PauseList"), answered(acme, "/v1/pauses"));
        assertEquals(
                description.fields("Pause"),
                acme.post("/v1/pauses", "{\"reason\":\"x\"}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        String schedule = acme.post("/v1/schedules", SCHEDULE).extract().path("id");
        acme.post("/v1/schedules/" + schedule + "/run", "{}").statusCode(202);
        assertEquals(description.fields("Schedule"), answered(acme, "/v1/schedules/" + schedule));
        assertEquals(description.fields("SchedulePage"), answered(acme, "/v1/schedules"));
        assertEquals(description.fields("FiringPage"), answered(acme, "/v1/schedules/" + schedule + "/firings"));
        assertEquals(
                description.fields("Firing"),
                acme.get("/v1/schedules/" + schedule + "/firings")
                        .extract()
                        .<Map<String, ?>>path("data[0]")
                        .keySet());
        assertEquals(description.fields("RateLimitList"), answered(acme, "/v1/rate-limits"));
        assertEquals(
                description.fields("RateLimit"),
                acme.get("/v1/rate-limits")
                        .extract()
                        .<Map<String, ?>>path("data[0]")
                        .keySet());
        assertEquals(
                description.fields("RateLimitAnswer"),
                acme.post("/v1/rate-limits/api/check", "{\"key\":\"x\"}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        assertEquals(description.fields("Organization"), answered(acme, "/v1/organizations/current"));
        assertTrue(description.fields("Problem").containsAll(answered(acme, "/v1/jobs/x")));
    }

    @Test
    void realAnswersAboutPeopleAndKeysHaveTheFieldsOfTheirSchemas() {
        TestOrganization acme = TestOrganization.create(database);
        Person ada = Person.signedIn(database, acme, "owner");

        assertEquals(description.fields("SignedIn"), keys(ada.get("/v1/auth/session"), ""));
        assertEquals(description.fields("Membership"), keys(ada.get("/v1/auth/session"), "organization"));
        assertEquals(description.fields("Session"), keys(ada.get("/v1/auth/sessions"), "data[0]"));
        assertEquals(description.fields("MemberPage"), keys(ada.get("/v1/members"), ""));
        assertEquals(description.fields("Member"), keys(ada.get("/v1/members"), "data[0]"));
        assertEquals(
                description.fields("Invitation"),
                keys(ada.post("/v1/invitations", "{\"email\":\"x@example.com\",\"role\":\"reader\"}"), ""));
        assertEquals(
                description.fields("NewApiKey"),
                keys(ada.post("/v1/api-keys", "{\"name\":\"x\",\"role\":\"sender\"}"), ""));
        assertEquals(description.fields("ApiKeyPage"), keys(ada.get("/v1/api-keys"), ""));
        assertEquals(description.fields("ApiKey"), keys(ada.get("/v1/api-keys"), "data[0]"));
        assertEquals(description.fields("AuditPage"), keys(ada.get("/v1/audit-log"), ""));
        assertEquals(description.fields("AuditEntry"), keys(ada.get("/v1/audit-log"), "data[0]"));
        assertEquals(
                description.fields("MailSent"),
                keys(acme.post("/v1/auth/password-reset", "{\"email\":\"nobody@example.com\"}"), ""));
    }

    private static Set<String> keys(ValidatableResponse answer, String path) {
        return answer.extract().<Map<String, ?>>path(path).keySet();
    }

    private static Set<String> answered(TestOrganization acme, String path) {
        return acme.get(path).extract().<Map<String, ?>>path("").keySet();
    }

    /** The refusal of an unknown field names all that are known. */
    @Test
    void theFieldsOfRequestsAreThoseTheServiceKnows() {
        TestOrganization acme = TestOrganization.create(database);

        assertEquals(known(acme, "/v1/schedules"), new TreeSet<>(description.fields("ScheduleRequest")));
        assertEquals(known(acme, "/v1/rate-limits/api/check"), description.fields("RateLimitCheck"));
        assertEquals(known(acme, "/v1/emails"), description.allFields("SubmitEmail"));
        assertEquals(known(acme, "/v1/notifications"), description.allFields("SubmitNotification"));
        assertEquals(known(acme, "/v1/jobs/retry"), description.fields("BulkOrder"));
        assertEquals(
                knownIn(acme.patch("/v1/jobs/" + acme.submitEmail(""), "{\"unheard_of\":1}")),
                description.fields("ChangeJob"));
        assertEquals(known(acme, "/v1/pauses"), new TreeSet<>(description.fields("PauseRequest")));
        assertEquals(known(acme, "/v1/auth/register"), description.fields("Registration"));
        assertEquals(known(acme, "/v1/auth/verify-email"), description.fields("TokenOnly"));
        assertEquals(known(acme, "/v1/auth/login"), description.fields("Credentials"));
        assertEquals(known(acme, "/v1/auth/password-reset"), description.fields("ForgottenPassword"));
        assertEquals(known(acme, "/v1/auth/password-reset/confirm"), description.fields("ResetPassword"));
        assertEquals(known(acme, "/v1/invitations"), description.fields("NewInvitation"));
        assertEquals(known(acme, "/v1/invitations/accept"), description.fields("InvitationAcceptance"));
        assertEquals(known(acme, "/v1/api-keys"), description.fields("ApiKeyRequest"));
    }

    private static Set<String> known(TestOrganization acme, String path) {
        return knownIn(acme.post(path, "{\"unheard_of\":1}"));
    }

    private static Set<String> knownIn(ValidatableResponse refusal) {
        String message = refusal.statusCode(422).extract().path("errors.find { it.field == 'unheard_of' }.message");
        return new TreeSet<>(Stream.of(message.substring(message.indexOf("known are ") + "known are ".length())
                        .split(", "))
                .toList());
    }
}
