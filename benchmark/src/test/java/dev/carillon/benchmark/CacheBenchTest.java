package dev.carillon.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CacheBenchTest {

    @Test
    void everyMeasurementOfACacheComesToItsEnd(@TempDir Path directory) throws IOException {
        Path output = directory.resolve("cache.jsonl");

        int exit = new CommandLine(new CacheBench()).execute("--seconds", "0.1", "--output", output.toString());

        assertEquals(0, exit);
        List<String> lines = Files.readAllLines(output);
        assertEquals(10, lines.size(), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.contains("\"operations\":0,")), lines.toString());
    }
}
