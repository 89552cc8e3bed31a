package dev.carillon.local.drill;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Results as a program reads them. */
public final class DrillReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DrillReport() {}

    /**
     * Writes the results of a drill as one JSON object.
     *
     * @param skipped faults that could not be tried on this machine
     */
    public static void write(Path file, Instant startedAt, List<Drill.Result> results, List<String> skipped) {
        var report = JSON.createObjectNode()
                .put("started_at", startedAt.toString())
                .put("finished_at", Instant.now().toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("passed", results.stream().allMatch(result -> result.passed() && result.loaded()));
        strings(report.putArray("skipped"), skipped);
        var faults = report.putArray("faults");
        results.forEach(result -> add(faults.addObject(), result));
        try {
            Files.writeString(file, JSON.writeValueAsString(report) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write the report " + file, e);
        }
    }

    private static void add(ObjectNode to, Drill.Result result) {
        var load = result.load();
        var verdict = result.verdict();
        to.put("fault", result.fault().key())
                .put("description", result.fault().name())
                .put("passed", result.passed())
                .put("loaded", result.loaded())
                .put("submitted", load.offered())
                .put("submitted_per_second", Math.round(load.perSecond() * 10) / 10.0)
                .put("organizations", verdict.organizations())
                .put("channels", verdict.channels())
                .put("accepted", verdict.accepted())
                .put("finished", verdict.finished())
                .put("lost", verdict.lost())
                .put("twice", verdict.twice())
                .put("twice_excused", verdict.excused())
                .put("unavailable", load.unavailable())
                .put("unanswered", load.unanswered())
                .put("surprising", load.surprising())
                .put("slowest_refusal_ms", load.slowestRefusal().toMillis())
                .put("longest_ms", verdict.longest().toMillis())
                .put("slowest", verdict.slowest());
        var deliveries = to.putObject("deliveries");
        verdict.deliveries().forEach(deliveries::put);
        strings(to.putArray("remarks"), DrillTable.remarks(result));
    }

    private static void strings(ArrayNode to, List<String> values) {
        values.forEach(to::add);
    }
}
