package dev.carillon.common.store;

import io.vertx.pgclient.PgException;
import org.jspecify.annotations.Nullable;

/** Tells what a failed statement failed by. */
public final class StoreFailure {

    private static final int DEEPEST_CAUSE = 10;

    private StoreFailure() {}

    /**
     * Whether the statement failed by the values it was given: SQLSTATE classes 22 (data), 23 (integrity) and 54 (limits). The
     * same values will fail again; others will not.
     */
    public static boolean blamesValues(Throwable failure) {
        String state = state(failure);
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    /** Whether a row with the same unique values is there already. */
    public static boolean isDuplicate(Throwable failure) {
        return state(failure).equals("23505");
    }

    /** Whether the transaction was ended because it and another waited for each other: it may be tried again. */
    static boolean isDeadlock(Throwable failure) {
        return state(failure).equals("40P01");
    }

    /** The SQLSTATE of a refusal by PostgreSQL; empty for other failures. */
    private static String state(Throwable failure) {
        @Nullable Throwable cause = failure;
        // Causes may lead in a circle.
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof PgException refusal) {
                return String.valueOf(refusal.getSqlState());
            }
            cause = cause.getCause();
        }
        return "";
    }
}
