package dev.carillon.api.documentation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.Person;
import dev.carillon.api.testing.ResourceOperations;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keeps the hand-written description true. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\":\"#/([^\"]+)\"");

    private static final String SCHEDULE =
            "{\"name\":\"x\",\"every\":\"P1D\",\"email\":{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}}";

    @Inject
    Pool database;

    private JsonObject description = new JsonObject();

    @BeforeEach
    void read() {
        description = new JsonObject(given().header("Accept", "application/json")
                .get("/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    @Test
    void everyExampleOfARequestIsAccepted() {
        TestOrganization acme = TestOrganization.create(database);
        int examples = 0;
        for (String path : paths()) {
            JsonObject body = at(path, "post", "requestBody", "content", "application/json", "examples");
            for (String name : body.fieldNames()) {
                acme.post(path, body.getJsonObject(name).getJsonObject("value").encode())
                        .statusCode(anyOf(is(201), is(202)));
                examples++;
            }
        }
        assertTrue(examples >= 3, "Examples: " + examples);
    }

    @Test
    void everyExampleOfAnAnswerHasTheFieldsOfItsSchema() {
        assertEquals(fields("Job"), example("OneJob"));
        assertEquals(fields("BulkOperation"), example("OneBulkOperation"));
        assertEquals(fields("BulkCount"), example("BulkCounted"));
    }

    private Set<String> example(String response) {
        return description
                .getJsonObject("components")
                .getJsonObject("responses")
                .getJsonObject(response)
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("example")
                .fieldNames();
    }

    @Test
    void answersToSubmissionsHaveTheFieldsOfTheirSchema() {
        JsonObject accepted = description
                .getJsonObject("components")
                .getJsonObject("responses")
                .getJsonObject("Accepted")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("example");
        String mail = "{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}";
        TestOrganization acme = TestOrganization.create(database);

        assertEquals(allFields("SubmittedJob"), accepted.fieldNames());
        assertEquals(
                allFields("SubmittedJob"),
                acme.post("/v1/emails", mail).extract().<Map<String, ?>>path("").keySet());
        assertEquals(
                allFields("SubmittedJob"),
                acme.post("/v1/emails/batch", "{\"items\":[%s]}".formatted(mail))
                        .extract()
                        .<Map<String, ?>>path("data[0]")
                        .keySet());
    }

    @Test
    void realAnswersHaveTheFieldsOfTheirSchemas() {
        TestOrganization acme = TestOrganization.create(database);
        String job = acme.submitEmail("");

        assertEquals(fields("Job"), answered(acme, "/v1/jobs/" + job));
        assertEquals(fields("JobPage"), answered(acme, "/v1/jobs"));
        assertEquals(
                fields("JobBatch"),
                acme.post("/v1/emails/batch", "{\"items\":[{\"to\":[\"a@b.de\"],\"subject\":\"x\",\"text\":\"x\"}]}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        String endpoint = acme.post(
                        "/v1/webhook-endpoints", "{\"url\":\"https://example.com\",\"event_types\":[\"job.failed\"]}")
                .extract()
                .path("id");
        String endpoints = "/v1/webhook-endpoints/" + endpoint;
        assertEquals(fields("WebhookEndpoint"), answered(acme, endpoints));
        assertEquals(
                fields("Replay"),
                acme.post(endpoints + "/replay", "{\"since\":\"2026-05-04T09:30:00Z\"}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        assertEquals(fields("AttemptPage"), answered(acme, "/v1/jobs/" + job + "/attempts"));
        assertEquals(
                fields("BulkCount"),
                acme.post("/v1/jobs/retry", "{\"all\":true,\"dry_run\":true}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        String operation =
                acme.post("/v1/jobs/retry", "{\"all\":true}").extract().path("id");
        assertEquals(fields("BulkOperation"), answered(acme, "/v1/bulk-operations/" + operation));
        assertEquals(fields("BulkOperationPage"), answered(acme, "/v1/bulk-operations"));
        assertEquals(fields("Explanation"), answered(acme, "/v1/jobs/" + job + "/explain"));
        assertEquals(fields("PauseList"), answered(acme, "/v1/pauses"));
        assertEquals(
                fields("Pause"),
                acme.post("/v1/pauses", "{\"reason\":\"x\"}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        String schedule = acme.post("/v1/schedules", SCHEDULE).extract().path("id");
        acme.post("/v1/schedules/" + schedule + "/run", "{}").statusCode(202);
        assertEquals(fields("Schedule"), answered(acme, "/v1/schedules/" + schedule));
        assertEquals(fields("SchedulePage"), answered(acme, "/v1/schedules"));
        assertEquals(fields("FiringPage"), answered(acme, "/v1/schedules/" + schedule + "/firings"));
        assertEquals(
                fields("Firing"),
                acme.get("/v1/schedules/" + schedule + "/firings")
                        .extract()
                        .<Map<String, ?>>path("data[0]")
                        .keySet());
        assertEquals(fields("RateLimitList"), answered(acme, "/v1/rate-limits"));
        assertEquals(
                fields("RateLimit"),
                acme.get("/v1/rate-limits")
                        .extract()
                        .<Map<String, ?>>path("data[0]")
                        .keySet());
        assertEquals(
                fields("RateLimitAnswer"),
                acme.post("/v1/rate-limits/api/check", "{\"key\":\"x\"}")
                        .extract()
                        .<Map<String, ?>>path("")
                        .keySet());
        assertEquals(fields("Organization"), answered(acme, "/v1/organizations/current"));
        assertTrue(fields("Problem").containsAll(answered(acme, "/v1/jobs/x")));
    }

    @Test
    void realAnswersAboutPeopleAndKeysHaveTheFieldsOfTheirSchemas() {
        TestOrganization acme = TestOrganization.create(database);
        Person ada = Person.signedIn(database, acme, "owner");

        assertEquals(fields("SignedIn"), keys(ada.get("/v1/auth/session"), ""));
        assertEquals(fields("Membership"), keys(ada.get("/v1/auth/session"), "organization"));
        assertEquals(fields("Session"), keys(ada.get("/v1/auth/sessions"), "data[0]"));
        assertEquals(fields("MemberPage"), keys(ada.get("/v1/members"), ""));
        assertEquals(fields("Member"), keys(ada.get("/v1/members"), "data[0]"));
        assertEquals(
                fields("Invitation"),
                keys(ada.post("/v1/invitations", "{\"email\":\"x@example.com\",\"role\":\"reader\"}"), ""));
        assertEquals(fields("NewApiKey"), keys(ada.post("/v1/api-keys", "{\"name\":\"x\",\"role\":\"sender\"}"), ""));
        assertEquals(fields("ApiKeyPage"), keys(ada.get("/v1/api-keys"), ""));
        assertEquals(fields("ApiKey"), keys(ada.get("/v1/api-keys"), "data[0]"));
        assertEquals(fields("AuditPage"), keys(ada.get("/v1/audit-log"), ""));
        assertEquals(fields("AuditEntry"), keys(ada.get("/v1/audit-log"), "data[0]"));
        assertEquals(
                fields("MailSent"),
                keys(acme.post("/v1/auth/password-reset", "{\"email\":\"nobody@example.com\"}"), ""));
    }

    private static Set<String> keys(ValidatableResponse answer, String path) {
        return answer.extract().<Map<String, ?>>path(path).keySet();
    }

    /** The refusal of an unknown field names all that are known. */
    @Test
    void theFieldsOfRequestsAreThoseTheServiceKnows() {
        TestOrganization acme = TestOrganization.create(database);

        assertEquals(known(acme, "/v1/schedules"), new TreeSet<>(fields("ScheduleRequest")));
        assertEquals(known(acme, "/v1/rate-limits/api/check"), fields("RateLimitCheck"));
        assertEquals(known(acme, "/v1/emails"), allFields("SubmitEmail"));
        assertEquals(known(acme, "/v1/notifications"), allFields("SubmitNotification"));
        assertEquals(known(acme, "/v1/jobs/retry"), fields("BulkOrder"));
        assertEquals(
                knownIn(acme.patch("/v1/jobs/" + acme.submitEmail(""), "{\"unheard_of\":1}")), fields("ChangeJob"));
        assertEquals(known(acme, "/v1/pauses"), new TreeSet<>(fields("PauseRequest")));
        assertEquals(known(acme, "/v1/auth/register"), fields("Registration"));
        assertEquals(known(acme, "/v1/auth/verify-email"), fields("TokenOnly"));
        assertEquals(known(acme, "/v1/auth/login"), fields("Credentials"));
        assertEquals(known(acme, "/v1/auth/password-reset"), fields("ForgottenPassword"));
        assertEquals(known(acme, "/v1/auth/password-reset/confirm"), fields("ResetPassword"));
        assertEquals(known(acme, "/v1/invitations"), fields("NewInvitation"));
        assertEquals(known(acme, "/v1/invitations/accept"), fields("InvitationAcceptance"));
        assertEquals(known(acme, "/v1/api-keys"), fields("ApiKeyRequest"));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        String text = description.encode();
        Set<String> references = new HashSet<>();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            references.add(matcher.group(1));
        }
        assertFalse(references.isEmpty());
        for (String reference : references) {
            JsonObject place = description;
            for (String step : reference.split("/")) {
                place = place.getJsonObject(step, new JsonObject());
            }
            assertFalse(place.isEmpty(), reference);
        }
    }

    @Test
    void everyOperationOfTheServiceIsDescribedAndNoOther() {
        Set<String> described = new TreeSet<>();
        for (String path : paths()) {
            description.getJsonObject("paths").getJsonObject(path).fieldNames().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path));
        }

        assertEquals(ResourceOperations.all(), described);
    }

    @Test
    void everyOperationIsSummarisedAndTellsOfItsRefusals() {
        for (String path : paths()) {
            JsonObject item = description.getJsonObject("paths").getJsonObject(path);
            for (String method : item.fieldNames()) {
                if (METHODS.contains(method)) {
                    JsonObject operation = item.getJsonObject(method);
                    assertFalse(operation.getString("summary", "").isEmpty(), path);
                    Set<String> told = operation.getJsonObject("responses").fieldNames();
                    assertTrue(told.containsAll(List.of("429", "500", "503")), path);
                    boolean open = operation.containsKey("security");
                    assertTrue(open || told.contains("401"), path);
                }
            }
        }
    }

    private Set<String> paths() {
        return description.getJsonObject("paths").fieldNames();
    }

    private JsonObject at(String path, String... steps) {
        JsonObject place = description.getJsonObject("paths").getJsonObject(path);
        for (String step : steps) {
            place = place.getJsonObject(step, new JsonObject());
        }
        return place;
    }

    private Set<String> fields(String schema) {
        return schema(schema).getJsonObject("properties").fieldNames();
    }

    private Set<String> allFields(String schema) {
        Set<String> fields = new TreeSet<>();
        schema(schema).getJsonArray("allOf").stream()
                .map(JsonObject.class::cast)
                .flatMap(part -> part.containsKey("$ref")
                        ? fields(part.getString("$ref").substring("#/components/schemas/".length())).stream()
                        : part.getJsonObject("properties").fieldNames().stream())
                .forEach(fields::add);
        return fields;
    }

    private JsonObject schema(String name) {
        return description.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }

    private static Set<String> answered(TestOrganization acme, String path) {
        return acme.get(path).extract().<Map<String, ?>>path("").keySet();
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
