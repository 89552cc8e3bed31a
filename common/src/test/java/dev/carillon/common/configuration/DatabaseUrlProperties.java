package dev.carillon.common.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DatabaseUrlProperties {

    @Property
    void whatWasEncodedIsReadBack(
            @ForAll("text") String user,
            @ForAll("text") String password,
            @ForAll("text") String database,
            @ForAll @IntRange(min = 1, max = 65_535) int port) {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://%s:%s@db.example.com:%d/%s"
                .formatted(DatabaseUrl.encode(user), DatabaseUrl.encode(password), port, DatabaseUrl.encode(database)));

        assertEquals(Optional.of(user), url.user());
        assertEquals(Optional.of(password), url.password());
        assertEquals(database, url.database());
        assertEquals(port, url.port());
    }

    @Property
    void anythingElseIsRefusedWithoutRepeatingIt(@ForAll("text") String text) {
        try {
            DatabaseUrl.parse("postgresql://carillon:hunter2" + text);
        } catch (IllegalArgumentException refused) {
            assertFalse(String.valueOf(refused.getMessage()).contains("hunter2"));
        }
    }

    /** Any text that UTF-8 can carry: a lone surrogate is not one. */
    @Provide
    Arbitrary<String> text() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .filter(text -> text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE));
    }
}
