package dev.carillon.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/** Plain lines in the format that people who develop see. */
class LineContextTest {

    @Test
    void aLineWithoutFieldsEndsWithItsText() throws IOException {
        assertEquals("INFO  [de.sample] Hello\n", plain(Map.of()));
    }

    @Test
    void fieldsStandBehindTheText() throws IOException {
        assertEquals(
                "INFO  [de.sample] Hello {job_id=1, organization_id=2}\n",
                plain(Map.of("organization_id", "2", "job_id", "1")));
    }

    private static String plain(Map<String, String> fields) throws IOException {
        ExtLogRecord line = new ExtLogRecord(Level.INFO, "Hello", LineContextTest.class.getName());
        line.setLoggerName("dev.sample");
        line.setMdc(fields);
        new MaskingFilter().isLoggable(line);
        String format = format();
        return new PatternFormatter(format.substring(format.indexOf("%-5p"))).format(line);
    }

    private static String format() throws IOException {
        Properties defaults = new Properties();
        try (InputStream file = LineContextTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(Objects.requireNonNull(file));
        }
        return defaults.getProperty("quarkus.log.console.format");
    }
}
