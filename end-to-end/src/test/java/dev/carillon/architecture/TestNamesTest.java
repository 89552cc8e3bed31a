package dev.carillon.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Surefire runs what its name says is a test; a class with any other name would be passed over without a word. */
class TestNamesTest {

    private static final Pattern TESTS = Pattern.compile(
            "^import (org\\.junit\\.jupiter\\.(api|params)\\.\\w*Test|net\\.jqwik\\.api\\.(Property|Example));$",
            Pattern.MULTILINE);
    private static final Pattern RUN = Pattern.compile("\\w+(Test|Properties)\\.java");

    @Test
    void everyTestHasANameThatIsRun() throws IOException {
        List<Path> tests = new ArrayList<>();
        for (Path folder : Modules.tests()) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(TestNamesTest::holdsTests)
                        .forEach(tests::add);
            }
        }
        assertTrue(tests.size() > 200, () -> tests.size() + " tests found");

        assertEquals(
                List.of(),
                tests.stream()
                        .filter(test ->
                                !RUN.matcher(test.getFileName().toString()).matches())
                        .toList());
    }

    private static boolean holdsTests(Path file) {
        try {
            return TESTS.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
