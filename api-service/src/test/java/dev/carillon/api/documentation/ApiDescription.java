package dev.carillon.api.documentation;

import static io.restassured.RestAssured.given;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/** The description of the interface, as a client reads it. */
final class ApiDescription {

    private final JsonObject document;

    private ApiDescription(JsonObject document) {
        this.document = document;
    }

    /** As the service serves it. */
    static ApiDescription read() {
        return new ApiDescription(new JsonObject(given().header("Accept", "application/json")
                .get("/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString()));
    }

    JsonObject document() {
        return document;
    }

    Set<String> paths() {
        return document.getJsonObject("paths").fieldNames();
    }

    JsonObject at(String path, String... steps) {
        JsonObject place = document.getJsonObject("paths").getJsonObject(path);
        for (String step : steps) {
            place = place.getJsonObject(step, new JsonObject());
        }
        return place;
    }

    /** The fields of a schema. */
    Set<String> fields(String schema) {
        return schema(schema).getJsonObject("properties").fieldNames();
    }

    /** The fields of a schema that is made of others. */
    Set<String> allFields(String schema) {
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
        return document.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
    }

    /** The fields that the example of a response has. */
    Set<String> example(String response) {
        return document.getJsonObject("components")
                .getJsonObject("responses")
                .getJsonObject(response)
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("example")
                .fieldNames();
    }
}
