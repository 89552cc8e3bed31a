package dev.carillon.common.log;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The lines about requests as such: those that failed by our fault, and slow ones; all of them where that is wanted. What went wrong is
 * told where it happened; this line says what the client got. It names the path without the query, which may hold what is secret.
 */
@Singleton
public final class RequestLog {

    /** A category of its own: {@code QUARKUS_LOG_CATEGORY__DEV_CARILLON_REQUEST__LEVEL=OFF}. */
    private static final Logger LOG = Logger.getLogger("dev.carillon.request");

    private static final int OUR_FAULT = 500;

    private final boolean all;
    private final long slowNanos;
    private final LineBudget budget;

    RequestLog(LogConfig config) {
        this.all = config.requests() == LoggedRequests.ALL;
        Duration slow = config.slowRequest();
        this.slowNanos = slow.isZero() ? Long.MAX_VALUE : slow.toNanos();
        this.budget = new LineBudget(config.requestLines(), System.nanoTime());
    }

    /**
     * A request has been answered.
     *
     * @param nanos from its arrival to the end of the answer
     * @param openEnded whether the client decided when the answer ended, which is then never slow
     */
    public void answered(RoutingContext context, long nanos, boolean openEnded) {
        int status = context.response().getStatusCode();
        boolean failed = status >= OUR_FAULT;
        boolean slow = nanos >= slowNanos && !openEnded;
        if (all) {
            write(failed ? Logger.Level.WARN : Logger.Level.INFO, context, status, nanos, "");
        } else if (failed || slow) {
            bounded(failed ? Logger.Level.WARN : Logger.Level.INFO, context, status, nanos);
        }
    }

    private void bounded(Logger.Level level, RoutingContext context, int status, long nanos) {
        if (budget.allows(System.nanoTime())) {
            int heldBack = budget.takeHeldBack();
            write(
                    level,
                    context,
                    status,
                    nanos,
                    heldBack == 0 ? "" : "; " + heldBack + " lines like this were left out");
        }
    }

    private static void write(Logger.Level level, RoutingContext context, int status, long nanos, String addition) {
        HttpServerRequest request = context.request();
        LOG.logf(
                level,
                "%s %s answered %d after %d ms%s",
                request.method(),
                request.path(),
                status,
                Duration.ofNanos(nanos).toMillis(),
                addition);
    }
}
