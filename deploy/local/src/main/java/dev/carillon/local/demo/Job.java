package dev.carillon.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A job as the API shows it; only what the demonstration needs.
 *
 * @param id of the job
 * @param state the latest state, in the API's spelling
 * @param lastError what the latest failed attempt said, empty when none failed
 * @param timeline every state with its time, oldest first
 */
public record Job(String id, String state, String lastError, List<Step> timeline) {

    private static final Set<String> FINAL_STATES =
            Set.of("succeeded", "failed", "cancelled", "expired", "held", "discarded");

    /**
     * One line of a timeline.
     *
     * @param state the state that was entered
     * @param at when
     */
    public record Step(String state, Instant at) {}

    static Job from(JsonNode json) {
        var timeline = new ArrayList<Step>();
        json.path("timeline")
                .forEach(step -> timeline.add(new Step(
                        step.path("state").asText(),
                        Instant.parse(step.path("at").asText()))));
        var error = json.path("last_error");
        return new Job(
                json.path("id").asText(),
                json.path("state").asText(),
                error.isTextual() ? error.asText() : error.isMissingNode() || error.isNull() ? "" : error.toString(),
                List.copyOf(timeline));
    }

    /** Whether nothing more will happen to it by itself. */
    public boolean isFinal() {
        return FINAL_STATES.contains(state);
    }

    /** Whether it was delivered. */
    public boolean hasSucceeded() {
        return "succeeded".equals(state);
    }
}
