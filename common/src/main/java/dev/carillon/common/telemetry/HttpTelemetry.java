package dev.carillon.common.telemetry;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Measures every request to the HTTP interface, whichever code answers it. Probes, metrics and pages are left out. */
@Singleton
class HttpTelemetry {

    private static final String INTERFACE = "/v1/";
    // Before all else that takes time.
    private static final int OUTERMOST = 11_000;

    private final Counter requests;
    private final Counter errors;
    private final LatencyRecorder latency;

    HttpTelemetry(Telemetry telemetry) {
        requests = telemetry.counter(CountMeasure.HTTP_REQUESTS);
        errors = telemetry.counter(CountMeasure.HTTP_ERRORS);
        latency = telemetry.latency(LatencyMeasure.HTTP_REQUEST);
    }

    void install(@Observes Filters filters) {
        filters.register(this::measure, OUTERMOST);
    }

    private void measure(RoutingContext context) {
        String path = context.request().path();
        if (path != null && path.startsWith(INTERFACE)) {
            long arrived = System.nanoTime();
            context.addEndHandler(ended -> record(context.response(), System.nanoTime() - arrived));
        }
        context.next();
    }

    private void record(HttpServerResponse response, long nanos) {
        requests.increment();
        if (response.getStatusCode() >= 500) {
            errors.increment();
        }
        if (!isOpenEnded(response)) {
            latency.recordNanos(nanos);
        }
    }

    /** Whether the client decides when the answer ends. */
    private static boolean isOpenEnded(HttpServerResponse response) {
        String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
        return response.getStatusCode() == 101 || (type != null && type.startsWith("text/event-stream"));
    }
}
