package dev.carillon.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.carillon.common.identity.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table in {@code docs/accounts.md} is the one that the service goes by. After a change write it anew with
 * {@code ./mvnw test -pl api-service -am -Dtest=PermissionDocumentTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dcarillon.write-documents}.
 */
class PermissionDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "accounts.md");
    private static final String START = "<!-- generated from the table of operations: start -->\n";
    private static final String END = "<!-- generated from the table of operations: end -->";

    @Test
    void showsTheTableThatTheServiceGoesBy() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected = document.substring(0, document.indexOf(START) + START.length())
                + table()
                + document.substring(document.indexOf(END));
        if (System.getProperty("carillon.write-documents") != null) {
            Files.writeString(DOCUMENT, expected);
            return;
        }

        assertEquals(expected, document, "The table has changed: the Javadoc of this test says how to write it anew");
    }

    private static String table() {
        return "\n| request | owner | admin | contributor | reader | sender | limit |\n|---|---|---|---|---|---|---|\n"
                + Operations.ALL.stream().map(PermissionDocumentTest::row).collect(Collectors.joining())
                + "\n";
    }

    private static String row(Operation operation) {
        String who = switch (operation.permission()) {
            case PUBLIC -> "everybody | everybody | everybody | everybody | everybody";
            case SIGNED_IN -> "signed in | signed in | signed in | signed in | ";
            default ->
                Arrays.stream(Role.values())
                        .map(role -> operation.permission().roles().contains(role) ? "yes" : "")
                        .collect(Collectors.joining(" | "));
        };
        return "| `%s` | %s | %s |%n"
                .formatted(
                        operation.name(),
                        who,
                        operation.limit().map(PermissionDocumentTest::limit).orElse(""))
                .replace(System.lineSeparator(), "\n");
    }

    private static String limit(Counting counting) {
        return switch (counting.when()) {
            case ARRIVED, MEASURED -> "`" + counting.policy() + "`";
            case MEANT -> "`form`, then `" + counting.policy() + "`";
        };
    }
}
