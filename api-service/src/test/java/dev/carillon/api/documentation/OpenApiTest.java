package dev.carillon.api.documentation;

import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.api.testing.ApiServers;
import dev.carillon.api.testing.ResourceOperations;
import dev.carillon.api.testing.TestOrganization;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keeps the hand-written description true. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\":\"#/([^\"]+)\"");

    @Inject
    Pool database;

    private ApiDescription description;

    @BeforeEach
    void read() {
        description = ApiDescription.read();
    }

    @Test
    void everyExampleOfARequestIsAccepted() {
        TestOrganization acme = TestOrganization.create(database);
        int examples = 0;
        for (String path : description.paths()) {
            JsonObject body = description.at(path, "post", "requestBody", "content", "application/json", "examples");
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
        assertEquals(description.fields("Job"), description.example("OneJob"));
        assertEquals(description.fields("BulkOperation"), description.example("OneBulkOperation"));
        assertEquals(description.fields("BulkCount"), description.example("BulkCounted"));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        String text = description.document().encode();
        Set<String> references = new HashSet<>();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            references.add(matcher.group(1));
        }
        assertFalse(references.isEmpty());
        for (String reference : references) {
            JsonObject place = description.document();
            for (String step : reference.split("/")) {
                place = place.getJsonObject(step, new JsonObject());
            }
            assertFalse(place.isEmpty(), reference);
        }
    }

    @Test
    void everyOperationOfTheServiceIsDescribedAndNoOther() {
        Set<String> described = new TreeSet<>();
        for (String path : description.paths()) {
            description.document().getJsonObject("paths").getJsonObject(path).fieldNames().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path));
        }

        assertEquals(ResourceOperations.all(), described);
    }

    @Test
    void everyOperationIsSummarisedAndTellsOfItsRefusals() {
        for (String path : description.paths()) {
            JsonObject item = description.document().getJsonObject("paths").getJsonObject(path);
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
}
