package dev.carillon.common.log;

import java.util.Map;
import java.util.TreeMap;
import org.jboss.logmanager.ExtLogRecord;

/**
 * The fields of a line in words, behind its text in plain logs: {@code {job_id=…}}, and nothing where there are none. Formats have no
 * condition, so they print the record's diagnostic context ({@code %x}) as it is given here. JSON has the fields apart.
 */
final class LineContext {

    private LineContext() {}

    /** Writes it into the record. */
    static void write(ExtLogRecord line) {
        Map<String, String> fields = line.getMdcCopy();
        line.setNdc(fields.isEmpty() ? "" : " " + new TreeMap<>(fields));
    }
}
