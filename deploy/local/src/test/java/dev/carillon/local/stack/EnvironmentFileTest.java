package dev.carillon.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {

    private static final Map<String, String> ASSIGNMENTS =
            Map.of("PLAIN", "http://a:1", "ODD", "it's $HOME `x` \\ \"q\"");

    @TempDir
    Path directory;

    @Test
    void aShellReadsExactlyWhatWasWritten() throws Exception {
        var file = directory.resolve("env");
        EnvironmentFile.write(file, ASSIGNMENTS);

        var shell = new ProcessBuilder("sh", "-c", ". \"$0\"; printf '%s\\n%s' \"$PLAIN\" \"$ODD\"", file.toString())
                .start();
        var output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(ASSIGNMENTS.get("PLAIN") + "\n" + ASSIGNMENTS.get("ODD"), output);
        assertEquals(ASSIGNMENTS, EnvironmentFile.read(file));
    }

    @Test
    void onlyItsOwnerMayReadIt() throws Exception {
        var file = directory.resolve("env");
        EnvironmentFile.write(file, ASSIGNMENTS);
        EnvironmentFile.write(file, ASSIGNMENTS);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
