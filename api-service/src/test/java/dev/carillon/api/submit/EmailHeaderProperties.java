package dev.carillon.api.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.carillon.common.body.Reading;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Headers of a mail: what is let through is a header of its own, on a line of its own. */
class EmailHeaderProperties {

    @Property
    void aNameIsATokenOfItsOwn(@ForAll("texts") String text) {
        boolean token = text.matches("[!#$%&'*+\\-.^_`|~0-9A-Za-z]{1,76}");

        assertEquals(token, EmailHeader.readName(text) instanceof Reading.Right<String>);
    }

    @Property
    void aValueIsOneLineOfAscii(@ForAll("texts") String text) {
        boolean line = text.matches("[\\t -~]{1,998}") && !text.isBlank();

        assertEquals(line, EmailHeader.readValue(text) instanceof Reading.Right<String>);
    }

    /** Among them every character that stands just beside one that is allowed. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("azAZ09`{@[/:!\"'(*-~\t\n\r \u0000\u007F\u00FC")
                        .ofMaxLength(4),
                Arbitraries.strings().withChars('a', 'x').ofMinLength(74).ofMaxLength(78),
                Arbitraries.strings().withChars(' ', 'x').ofMinLength(996).ofMaxLength(1_000));
    }

    @Example
    void whatTheMailHasByItselfIsRefusedHoweverItIsWritten() {
        for (String name :
                new String[] {"From", "BCC", "message-id", "Content-Language", "X-Carillon-Job", "ARC-Seal"}) {
            assertInstanceOf(Reading.Wrong.class, EmailHeader.readName(name), name);
        }
        assertInstanceOf(Reading.Right.class, EmailHeader.readName("X-Content-Kind"));
    }

    @Example
    void aNameThatIsThereTwiceIsFound() {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("X-Order", "1");
        headers.put("X-Kind", "1");
        assertEquals(Optional.empty(), EmailHeader.findRepeated(headers));

        headers.put("x-order", "2");
        assertEquals(Optional.of("x-order"), EmailHeader.findRepeated(headers));
    }
}
