package dev.carillon.common.telemetry;

import dev.carillon.common.log.RequestLog;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Measures every request to the HTTP interface, whichever code answers it, and lets the log know of it. Pages are only logged; probes and
 * metrics are left out.
 */
@Singleton
class HttpTelemetry {

    private static final String INTERFACE = "/v1/";
    private static final String PAGES = "/admin/";
    // Before all else that takes time.
    private static final int OUTERMOST = 11_000;

    private final Counter requests;
    private final Counter errors;
    private final LatencyRecorder latency;
    private final RequestLog log;

    HttpTelemetry(Telemetry telemetry, RequestLog log) {
        this.log = log;
        requests = telemetry.counter(CountMeasure.HTTP_REQUESTS);
        errors = telemetry.counter(CountMeasure.HTTP_ERRORS);
        latency = telemetry.latency(LatencyMeasure.HTTP_REQUEST);
    }

    void install(@Observes Filters filters) {
        filters.register(this::measure, OUTERMOST);
    }

    private void measure(RoutingContext context) {
        String path = context.request().path();
        if (path != null && (path.startsWith(INTERFACE) || path.startsWith(PAGES))) {
            long arrived = System.nanoTime();
            context.addEndHandler(_ -> ended(context, path, System.nanoTime() - arrived));
        }
        context.next();
    }

    private void ended(RoutingContext context, String path, long nanos) {
        boolean openEnded = isOpenEnded(context.response());
        if (path.startsWith(INTERFACE)) {
            record(context.response(), nanos, openEnded);
        }
        log.answered(context, nanos, openEnded);
    }

    private void record(HttpServerResponse response, long nanos, boolean openEnded) {
        requests.increment();
        if (response.getStatusCode() >= 500) {
            errors.increment();
        }
        if (!openEnded) {
            latency.recordNanos(nanos);
        }
    }

    /** Whether the client decides when the answer ends. */
    private static boolean isOpenEnded(HttpServerResponse response) {
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        return response.getStatusCode() == 101 || (type != null && type.startsWith("text/event-stream"));
    }
}
