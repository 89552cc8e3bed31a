package dev.carillon.common.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception whose message, or that of a cause, must not be logged as it is. It prints like the original, with
 * the same stack trace.
 */
public final class MaskedThrowable extends Throwable {

    private final String text;
    private final transient Throwable original;

    private MaskedThrowable(Throwable original, @Nullable Throwable cause) {
        super(Masking.mask(String.valueOf(original.getMessage())), cause, true, true);
        this.text = Masking.mask(original.toString());
        this.original = original;
        setStackTrace(original.getStackTrace());
    }

    /** The same exception when nothing in it needs hiding, else its masked stand-in. */
    public static Throwable mask(Throwable original) {
        return needsMasking(original, newSet()) ? copy(original, newSet()) : original;
    }

    /** What a stand-in stands for, or the exception itself. Not to be shown. */
    public static Throwable original(Throwable throwable) {
        return throwable instanceof MaskedThrowable masked ? masked.original : throwable;
    }

    private static boolean needsMasking(@Nullable Throwable throwable, Set<Throwable> seen) {
        if (throwable == null || !seen.add(throwable)) {
            return false;
        }
        String text = throwable.toString();
        if (!Masking.mask(text).equals(text) || needsMasking(throwable.getCause(), seen)) {
            return true;
        }
        for (Throwable suppressed : throwable.getSuppressed()) {
            if (needsMasking(suppressed, seen)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable copy(Throwable original, Set<Throwable> seen) {
        seen.add(original);
        Throwable cause = original.getCause();
        MaskedThrowable masked =
                new MaskedThrowable(original, cause == null || seen.contains(cause) ? null : copy(cause, seen));
        for (Throwable suppressed : original.getSuppressed()) {
            if (!seen.contains(suppressed)) {
                masked.addSuppressed(copy(suppressed, seen));
            }
        }
        return masked;
    }

    private static Set<Throwable> newSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** As the original would print: its class, and its message masked. */
    @Override
    public String toString() {
        return text;
    }
}
