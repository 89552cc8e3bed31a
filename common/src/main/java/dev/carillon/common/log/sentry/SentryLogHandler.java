package dev.carillon.common.log.sentry;

import dev.carillon.common.log.LineBudget;
import io.sentry.Sentry;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/** Hands errors of the log to Sentry's own queue, which drops what it has no place for: whoever logs does not wait. */
final class SentryLogHandler extends ExtHandler {

    private static final String OURSELVES = SentryDiagnostics.class.getName();

    private final LineBudget budget;

    SentryLogHandler(Level level, int perSecond) {
        this.budget = new LineBudget(perSecond, System.nanoTime());
        setLevel(level);
    }

    @Override
    public boolean isLoggable(LogRecord line) {
        // A line that says that Sentry cannot be reached is not reported to Sentry.
        return super.isLoggable(line) && !OURSELVES.equals(line.getLoggerName());
    }

    @Override
    protected void doPublish(ExtLogRecord line) {
        if (isLoggable(line) && budget.allows(System.nanoTime())) {
            Sentry.captureEvent(SentryEvents.of(line));
        }
    }
}
