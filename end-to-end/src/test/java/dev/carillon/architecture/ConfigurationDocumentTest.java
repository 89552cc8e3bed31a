package dev.carillon.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.architecture.ConfigurationReference.Group;
import dev.carillon.architecture.ConfigurationReference.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} tells the truth. The part between the markers is generated; after a change of settings write it
 * anew with {@code ./mvnw test -pl end-to-end -am -Dtest=ConfigurationDocumentTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dcarillon.write-documents}.
 */
class ConfigurationDocumentTest {

    private static final Path DOCUMENT = Modules.root().resolve("docs/configuration.md");
    private static final String START = "<!-- generated from the source: start -->\n";
    private static final String END = "<!-- generated from the source: end -->";

    private static final Map<String, String> TITLES = Map.of(
            "common", "Every service",
            "api-service", "api-service",
            "worker-service", "worker-service",
            "monitoring-service", "monitoring-service");

    @Test
    void listsEverySettingAsTheSourceHasIt() throws IOException {
        String document = Files.readString(DOCUMENT);
        String head = document.substring(0, document.indexOf(START) + START.length());
        String tail = document.substring(document.indexOf(END));
        String expected = head + reference() + tail;
        if (System.getProperty("carillon.write-documents") != null) {
            Files.writeString(DOCUMENT, expected);
            return;
        }

        assertEquals(
                expected,
                document,
                "Settings have changed: see the Javadoc of this test for how to write the document anew");
    }

    @Test
    void everySettingIsExplained() throws IOException {
        for (String module : Modules.NAMES) {
            for (Group group : ConfigurationReference.of(Modules.sources(module))) {
                assertFalse(group.explanation().isEmpty(), () -> group.prefix() + " has no Javadoc");
                for (Setting setting : group.settings()) {
                    assertFalse(setting.explanation().isEmpty(), () -> setting.property() + " has no Javadoc");
                }
            }
        }
    }

    @Test
    void listsEveryShortEnvironmentName() throws IOException {
        Pattern name = Pattern.compile("\"((?:DATABASE|REDIS|SMTP|LOG)_[A-Z_]+)\"");
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> sources =
                Files.list(Modules.sources("common").resolve("dev/carillon/common/configuration"))) {
            for (Path source : sources.toList()) {
                name.matcher(Files.readString(source))
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .forEach(names::add);
            }
        }
        String document = Files.readString(DOCUMENT);

        assertTrue(names.size() > 15, names::toString);
        names.forEach(one -> assertTrue(document.contains("`" + one + "`"), one + " is not in docs/configuration.md"));
    }

    private static String reference() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String module : Modules.NAMES) {
            List<Group> groups = ConfigurationReference.of(Modules.sources(module));
            if (!groups.isEmpty()) {
                text.append("\n### ").append(TITLES.get(module)).append('\n');
                groups.forEach(group -> text.append(section(group)));
            }
        }
        return text.append('\n').toString();
    }

    private static String section(Group group) {
        return "\n#### `%s`\n\n%s\n\n| setting | default | what it does |\n|---|---|---|\n%s\n"
                .formatted(
                        group.prefix(),
                        group.explanation(),
                        group.settings().stream()
                                .map(ConfigurationDocumentTest::row)
                                .collect(Collectors.joining("\n")));
    }

    private static String row(Setting setting) {
        return "| `%s` | %s | %s |"
                .formatted(
                        setting.environmentName(),
                        setting.byDefault().map(value -> "`" + value + "`").orElse("none"),
                        setting.explanation());
    }
}
