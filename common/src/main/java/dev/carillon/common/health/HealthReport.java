package dev.carillon.common.health;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.SortedMap;

/**
 * The answer to one question about health.
 *
 * @param service name of the service
 * @param version its version
 * @param uptime time since it started
 * @param checks result of each check, by name
 */
record HealthReport(String service, String version, Duration uptime, SortedMap<String, CheckResult> checks) {

    private static final long MILLIS_PER_SECOND = 1_000;

    /** As bad as the worst check. */
    Status status() {
        return checks.values().stream().map(CheckResult::status).reduce(Status.HEALTHY, Status::worse);
    }

    /** The wire form. Written by hand: it is small, and needs no reflection in a native executable. */
    JsonObject toJson() {
        JsonObject details = new JsonObject();
        checks.forEach((name, result) -> {
            JsonObject check = new JsonObject().put("status", result.status().word());
            result.details().forEach(check::put);
            details.put(name, check);
        });
        return new JsonObject()
                .put("status", status().word())
                .put("service", service)
                .put("version", version)
                .put(
                        "uptime",
                        Duration.ofSeconds(uptime.toMillis() / MILLIS_PER_SECOND)
                                .toString())
                .put("checks", details);
    }
}
