package dev.carillon.common.log;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/** Masks every record on its way to the console and the file, and puts its fields into words. Lets all of them pass. */
@LoggingFilter(name = "masking")
public final class MaskingFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord record) {
        String message = ExtLogRecord.wrap(record).getFormattedMessage();
        String masked = message == null ? "" : Masking.mask(message);
        if (!masked.equals(message)) {
            replaceMessage(record, masked);
        }
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            record.setThrown(MaskedThrowable.mask(thrown));
        }
        if (record instanceof ExtLogRecord line) {
            maskRequestId(line);
            LineContext.write(line);
        }
        return true;
    }

    /** The only field that comes from outside: somebody may send what is no id. */
    private static void maskRequestId(ExtLogRecord line) {
        String key = LogField.REQUEST_ID.key();
        String given = line.getMdc(key);
        if (given != null) {
            String masked = Masking.mask(given);
            if (!masked.equals(given)) {
                line.putMdc(key, masked);
            }
        }
    }

    private static void replaceMessage(LogRecord record, String masked) {
        record.setParameters(null);
        if (record instanceof ExtLogRecord extended) {
            extended.setMessage(masked, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            record.setMessage(masked);
        }
    }
}
