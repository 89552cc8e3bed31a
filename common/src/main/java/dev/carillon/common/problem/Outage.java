package dev.carillon.common.problem;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells a failure that means "PostgreSQL is away" from a defect of ours. */
final class Outage {

    private static final int DEEPEST_CAUSE = 10;

    private Outage() {}

    /** Whether waiting may help. */
    static boolean isBehind(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (isOne(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOne(Throwable failure) {
        return switch (failure) {
            case PgException refused -> isOne(refused.getSqlState());
            case ClosedConnectionException _ -> true;
            case ConnectionPoolTooBusyException _ -> true;
            // Vert.x has no better types for a connection that ended, and for a pool that had none free in time.
            case NoStackTraceThrowable _ -> true;
            case VertxException _ -> true;
            // Connection refused, reset, or a name that cannot be resolved.
            case IOException _ -> true;
            case TimeoutException _ -> true;
            case io.smallrye.mutiny.TimeoutException _ -> true;
            default -> false;
        };
    }

    private static boolean isOne(@Nullable String sqlState) {
        // Connection exceptions, insufficient resources, and the operator's interventions: shutdown, crash, still
        // starting.
        return sqlState != null
                && (sqlState.startsWith("08") || sqlState.startsWith("53") || sqlState.startsWith("57P"));
    }
}
