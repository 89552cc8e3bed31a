package dev.carillon.common.log.sentry;

import dev.carillon.common.log.LogField;
import dev.carillon.common.log.MaskedThrowable;
import dev.carillon.common.log.Masking;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;

/** What Sentry is told of a line: its text, its failure and its ids, without anything that a log may not show. */
final class SentryEvents {

    private SentryEvents() {}

    static SentryEvent of(ExtLogRecord line) {
        SentryEvent event = new SentryEvent(Date.from(Instant.ofEpochMilli(line.getMillis())));
        event.setLevel(line.getLevel().intValue() >= Level.ERROR.intValue() ? SentryLevel.ERROR : SentryLevel.WARNING);
        event.setLogger(line.getLoggerName());
        event.setServerName(line.getHostName());
        Message message = new Message();
        message.setFormatted(masked(line.getFormattedMessage()));
        event.setMessage(message);
        Throwable thrown = line.getThrown();
        if (thrown != null) {
            // Its own class, not that of the stand-in which the console's filter may have left.
            event.setThrowable(MaskedThrowable.original(thrown));
        }
        for (LogField field : LogField.values()) {
            Optional.ofNullable(line.getMdc(field.key())).ifPresent(id -> event.setTag(field.key(), masked(id)));
        }
        return event;
    }

    /** The event as it may be sent, after failures and their causes have been written out in it. */
    static SentryEvent masked(SentryEvent event) {
        List<SentryException> exceptions = event.getExceptions();
        if (exceptions != null) {
            exceptions.forEach(exception -> {
                String text = exception.getValue();
                if (text != null) {
                    exception.setValue(Masking.mask(text));
                }
            });
        }
        return event;
    }

    private static String masked(String text) {
        return Masking.mask(text);
    }
}
