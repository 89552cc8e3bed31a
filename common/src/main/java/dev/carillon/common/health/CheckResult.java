package dev.carillon.common.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a check found. It is shown to anybody who can reach the service: no addresses, no names of other systems' hosts, no
 * text of exceptions. Those go to the log.
 *
 * @param status how the part is
 * @param details figures beside it, by a name in snake_case; texts, numbers and booleans
 */
public record CheckResult(Status status, Map<String, Object> details) {

    /** Keeps the order of the details: it is the order of the answer. */
    public CheckResult {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Works. */
    public static CheckResult healthy() {
        return new CheckResult(Status.HEALTHY, Map.of());
    }

    /**
     * Works with a fault that does not stop the service.
     *
     * @param reason a sentence for the operator
     */
    public static CheckResult degraded(String reason) {
        return failed(Status.DEGRADED, reason);
    }

    /**
     * Does not work, and the service neither.
     *
     * @param reason a sentence for the operator
     */
    public static CheckResult unhealthy(String reason) {
        return failed(Status.UNHEALTHY, reason);
    }

    static CheckResult failed(Status status, String reason) {
        return new CheckResult(status, Map.of("reason", reason));
    }

    /** This result with one more figure. */
    public CheckResult with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new CheckResult(status, more);
    }
}
