package dev.carillon.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents show as Java is Java of this project, word for word: so it compiles, and is tested. */
class DocumentSamplesTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SAMPLE = Pattern.compile("^```java\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void everySampleIsInTheSources() throws IOException {
        List<String> sources;
        try (Stream<Path> files = Files.walk(PROJECT)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .map(DocumentSamplesTest::read)
                    .toList();
        }
        List<String> samples;
        try (Stream<Path> files = Files.walk(PROJECT.resolve("docs"))) {
            samples = files.filter(file -> file.toString().endsWith(".md"))
                    .flatMap(file -> SAMPLE.matcher(read(file)).results().map(sample -> sample.group(1)))
                    .toList();
        }

        assertFalse(samples.isEmpty(), "no sample was found: the test looks in the wrong place");
        for (String sample : samples) {
            assertTrue(
                    sources.stream().anyMatch(source -> source.contains(sample)),
                    () -> "This sample is not in the sources any more:\n" + sample);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
