package dev.carillon.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code .carillon/env}: shell assignments, to be read by {@code . .carillon/env}. */
public final class EnvironmentFile {

    private EnvironmentFile() {}

    static void write(Path file, Map<String, String> assignments) {
        var text = new StringBuilder("# Written by ./carillon up; gone when the suite is down.\n");
        assignments.forEach((name, value) ->
                text.append(name).append('=').append(quoted(value)).append('\n'));
        DataDirectory.writePrivately(file, text.toString());
    }

    /** The assignments in {@code file}; none when it does not exist. */
    public static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            var assignments = new LinkedHashMap<String, String>();
            for (var line : Files.readAllLines(file)) {
                var equals = line.indexOf('=');
                if (!line.startsWith("#") && equals > 0) {
                    assignments.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
                }
            }
            return assignments;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static String unquoted(String word) {
        return word.substring(1, word.length() - 1).replace("'\\''", "'");
    }

    /** A word that every shell reads as exactly this value. */
    public static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
