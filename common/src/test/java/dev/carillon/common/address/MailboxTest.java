package dev.carillon.common.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.body.Reading;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ada@example.com                        | ada@example.com
            Ada.Lovelace+test@Example.COM          | Ada.Lovelace+test@example.com
            o'brien@mail.example.co.uk             | o'brien@mail.example.co.uk
            a@b.io                                 | a@b.io
            ada@bücher.example                     | ada@xn--bcher-kva.example
            ada@例え.テスト                         | ada@xn--r8jz45g.xn--zckzah
            <ada@example.com>                      | ada@example.com
            Ada Lovelace <ada@example.com>         | Ada Lovelace <ada@example.com>
            "Lovelace, Ada" <ada@example.com>      | "Lovelace, Ada" <ada@example.com>
            "Ada Lovelace" <ada@example.com>       | Ada Lovelace <ada@example.com>
            "Grüße, Köln" <ada@example.com>        | Grüße, Köln <ada@example.com>
            "" <ada@example.com>                   | ada@example.com
            Lovelace, Ada <ada@example.com>        | "Lovelace, Ada" <ada@example.com>
            """)
    void commonFormsAreTakenAndWrittenInOne(String text, String expected) {
        assertEquals(expected, right(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ada",
                "@example.com",
                "ada@",
                "ada@localhost",
                "ada@example",
                "ada@@example.com",
                "ada@example..com",
                "ada@.example.com",
                "ada@example.com.",
                "ada@-example.com",
                "ada@example-.com",
                "ada@exa_mple.com",
                "ada@127.0.0.1",
                "ada@[127.0.0.1]",
                ".ada@example.com",
                "ada.@example.com",
                "a..da@example.com",
                "a da@example.com",
                "ädä@example.com",
                "\"a da\"@example.com",
                "ada@example.com\r\nBcc: eve@example.com",
                "ada@example.com,eve@example.com",
                "Ada\r\nBcc: eve@example.com <ada@example.com>",
                "Ada\u0000 <ada@example.com>",
                "A\u2028da <ada@example.com>",
                "Ada <ada@example.com> <eve@example.com>",
                "Ada <ada@example.com",
                "ada@example.com>",
                "\"Ada <ada@example.com>",
                "\"Ada\" x <ada@example.com>",
                "\"Ada\\\" <ada@example.com>",
                "\"Ada \\\"Countess\\\" L\" <ada@example.com>",
                "Ada <>",
                "Ada <Eve <eve@example.com>>"
            })
    void everythingElseIsRefused(String text) {
        assertInstanceOf(Reading.Wrong.class, Mailbox.read(text));
    }

    @Property
    void lengthsAreThoseOfTheMailStandard(@ForAll("lengths") int local, @ForAll("lengths") int label) {
        String text = "a".repeat(local) + "@" + "b".repeat(label) + ".example";
        boolean allowed = local <= 64 && label <= 63;

        assertEquals(allowed, Mailbox.read(text) instanceof Reading.Right<Mailbox>);
    }

    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.integers().between(1, 70);
    }

    @Property
    void whatIsWrittenReadsTheSame(@ForAll String name) {
        if (Mailbox.read("\"" + name + "\" <ada@example.com>") instanceof Reading.Right<Mailbox>(Mailbox read)) {
            assertEquals(read, right(read.toString()));
        }
    }

    @Property
    void noNameSmugglesALineOrAnotherAddress(@ForAll String name) {
        if (Mailbox.read(name + " <ada@example.com>") instanceof Reading.Right<Mailbox>(Mailbox read)) {
            assertEquals("ada@example.com", read.address().toString());
            assertTrue(read.toString().chars().noneMatch(character -> character < ' '), read.toString());
        }
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        switch (Mailbox.read(text)) {
            case Reading.Right<Mailbox>(Mailbox read) ->
                assertTrue(read.toString().indexOf('\n') < 0);
            case Reading.Wrong<Mailbox>(String message) ->
                assertTrue(message.startsWith("must") || message.startsWith("has"));
        }
    }

    private static Mailbox right(String text) {
        return switch (Mailbox.read(text)) {
            case Reading.Right<Mailbox>(Mailbox read) -> read;
            case Reading.Wrong<Mailbox>(String message) -> throw new AssertionError(text + " " + message);
        };
    }
}
