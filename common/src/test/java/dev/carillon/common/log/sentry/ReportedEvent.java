package dev.carillon.common.log.sentry;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An event as Sentry gets it.
 *
 * @param json its whole text
 */
record ReportedEvent(JsonObject json) {

    private static final JsonObject NONE = new JsonObject();

    String message() {
        return json.getJsonObject("message", NONE).getString("formatted", "");
    }

    Map<String, String> tags() {
        return json.getJsonObject("tags", NONE).stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, tag -> tag.getValue().toString()));
    }

    /** The failure and its causes, each as its type and what it says. */
    Stream<String> failures() {
        return json.getJsonObject("exception").getJsonArray("values").stream()
                .map(JsonObject.class::cast)
                .map(failure -> failure.getString("type") + ": " + failure.getString("value"));
    }
}
