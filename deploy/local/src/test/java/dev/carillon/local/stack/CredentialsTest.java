package dev.carillon.local.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.local.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    @TempDir
    Path directory;

    @Test
    void areMadeOnceForADataDirectoryAndKeptPrivate() throws Exception {
        var file = directory.resolve("credentials");

        var first = Credentials.in(file);

        assertTrue(first.apiKey().matches("ck_[a-z0-9]{8}_[A-Za-z0-9]{32,}"), first.apiKey());
        assertEquals(first, Credentials.in(file));
        assertNotEquals(first, Credentials.in(directory.resolve("other")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void aDamagedFileIsNamedWithTheWayOut() throws Exception {
        var file = directory.resolve("credentials");
        Files.writeString(file, "api-key=ck_x_y\n");

        var failure = assertThrows(StartFailure.class, () -> Credentials.in(file));

        assertEquals(
                "%s has no 'database-password'; './carillon reset' starts over with new data".formatted(file),
                failure.getMessage());
    }
}
