package dev.carillon.common.log.sentry;

import dev.carillon.common.log.LineBudget;
import io.quarkus.logging.Log;
import io.sentry.ILogger;
import io.sentry.SentryLevel;
import org.jspecify.annotations.Nullable;

/** What the client of Sentry has to complain about: a line, and for a minute no other. */
final class SentryDiagnostics implements ILogger {

    private final LineBudget budget = LineBudget.aMinute(1, System.nanoTime());

    @Override
    public void log(SentryLevel level, String message, @Nullable Object... arguments) {
        tell(level, arguments.length == 0 ? message : message.formatted(arguments));
    }

    @Override
    public void log(SentryLevel level, String message, @Nullable Throwable failure) {
        tell(level, failure == null ? message : message + " " + failure);
    }

    @Override
    public void log(SentryLevel level, @Nullable Throwable failure, String message, @Nullable Object... arguments) {
        log(level, arguments.length == 0 ? message : message.formatted(arguments), failure);
    }

    @Override
    public boolean isEnabled(@Nullable SentryLevel level) {
        return level != null && level.ordinal() >= SentryLevel.WARNING.ordinal();
    }

    private void tell(SentryLevel level, String text) {
        if (isEnabled(level) && budget.allows(System.nanoTime())) {
            Log.warnf("Errors are not reported to Sentry: %s", text);
        }
    }
}
