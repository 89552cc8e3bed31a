package dev.carillon.common.body;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What clients send as text: it is bounded, and controls nobody's terminal, mail or log. */
class TextReaderProperties {

    private static final String CONTROL = "\\x00-\\x1F\\x7F-\\x9F\\u2028\\u2029";

    @Property
    void aLineHasNoControlCharacters(@ForAll("texts") String text) {
        boolean right = text.matches("(?s)[^" + CONTROL + "]{2,5}");

        assertEquals(right, TextReader.line(2, 5).read(text) instanceof Reading.Right<String>);
    }

    @Property
    void proseMayHaveLinesAndTabs(@ForAll("texts") String text) {
        boolean right = text.matches("(?s)(?:[^" + CONTROL + "]|[\\n\\r\\t]){2,5}");

        assertEquals(right, TextReader.prose(2, 5).read(text) instanceof Reading.Right<String>);
    }

    /** Among them every character that stands just beside one that is refused. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars("ab\u00FC\n\r\t\u0000\u0008\u001F ~\u007F\u009F\u00A0\u2027\u2028\u2029\u202A")
                .ofMaxLength(6);
    }

    @Property
    void aNumberOfAQueryIsInItsBoundsOrAMistake(@ForAll("numbers") String text) {
        boolean right = text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= 7 && Integer.parseInt(text) <= 1_000;
        Mistakes mistakes = new Mistakes();

        Integer read = new Parameters(Map.of("limit", List.of(text)), mistakes)
                .wholeNumber("limit", 7, 1_000)
                .orNull();

        assertEquals(right ? Integer.valueOf(text) : null, read);
        assertEquals(right, mistakes.isEmpty());
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("0179/:-+ \u0663").ofMaxLength(4),
                Arbitraries.integers().between(0, 1_100).map(String::valueOf),
                Arbitraries.longs().between(99_999_998, 10_000_000_000L).map(String::valueOf));
    }
}
