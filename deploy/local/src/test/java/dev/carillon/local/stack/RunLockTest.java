package dev.carillon.local.stack;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    Path directory;

    @Test
    void oneHolderAtATime() {
        var file = directory.resolve("lock");
        assertFalse(RunLock.isTaken(file));

        var lock = RunLock.take(file).orElseThrow();

        assertTrue(RunLock.isTaken(file));
        assertTrue(RunLock.take(file).isEmpty());
        lock.close();
        assertFalse(RunLock.isTaken(file));
    }
}
