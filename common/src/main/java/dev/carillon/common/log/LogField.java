package dev.carillon.common.log;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.MDC;

/**
 * An id that is added to every line logged while a request or a job is worked on. Quarkus keeps the values with the
 * duplicated context of the work, so they follow a reactive chain from thread to thread.
 */
public enum LogField {
    /** The HTTP request: the caller's {@code X-Request-Id}, or one of ours. */
    REQUEST_ID("request_id"),

    /**
     * The trace that the request belongs to: from the caller's {@code traceparent}, or one of ours. The attempts of a job are a trace of their
     * own, in whichever workers they are made.
     */
    TRACE_ID("trace_id"),

    /** The job that is submitted, delivered or settled. */
    JOB_ID("job_id"),

    /** The organization on whose behalf something happens. */
    ORGANIZATION_ID("organization_id");

    private static final HexFormat HEX = HexFormat.of();

    private final String key;

    LogField(String key) {
        this.key = key;
    }

    /** The id of the trace that all work on a thing belongs to: that of the thing, without hyphens. */
    public static String trace(UUID id) {
        return HEX.toHexDigits(id.getMostSignificantBits()) + HEX.toHexDigits(id.getLeastSignificantBits());
    }

    /** The name in the log. */
    public String key() {
        return key;
    }

    /** Adds the id to every following line of the current request or job. */
    public void put(Object id) {
        MDC.put(key, id.toString());
    }

    /** The id that lines carry now. */
    public Optional<String> current() {
        return Optional.ofNullable(MDC.get(key)).map(Object::toString);
    }
}
