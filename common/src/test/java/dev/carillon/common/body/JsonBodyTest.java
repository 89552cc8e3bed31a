package dev.carillon.common.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.common.problem.FieldError;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    @Test
    void everyKindOfValueIsRead() {
        JsonNode body =
                parse("{\"a\":[1,2.50,-3e2,true,false,null,\"x\"],\"b\":{\"c\":123456789012345678901234567890}}");

        assertEquals(
                "{\"a\":[1,2.50,-3E+2,true,false,null,\"x\"],\"b\":{\"c\":123456789012345678901234567890}}",
                body.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1,}                 | line 1, column 8
            {"a" 1}                  | line 1, column 6
            {a:1}                    | line 1, column 2
            [1 2]                    | line 1, column 4
            nul                      | line 1
            {"a":1} {"b":2}          | more text follows
            {"a":NaN}                | line 1
            {"a":01}                 | line 1, column 7
            {"a":"\\x"}              | line 1, column 8
            {"a":[                   | the text ends before the value is complete
            """)
    void whatIsNotJsonIsToldByItsPlace(String text, String expected) {
        String detail = malformed(text.getBytes(UTF_8));

        assertTrue(detail.contains(expected), detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "\"",
                "{\"a\"",
                "{\"a\":\"\u0001\"}",
                "tru",
                "// comment",
                "'single'",
                "{\"a\":1e}",
                "]",
                "+1"
            })
    void ourParserIsNotSpokenOf(String text) {
        String detail = malformed(text.getBytes(UTF_8));

        for (String innards :
                List.of("com.", "java", "Jackson", "Source", "JsonToken", "StreamRead", "REDACTED", "`")) {
            assertFalse(detail.contains(innards), detail);
        }
    }

    @Test
    void textInAnotherEncodingIsRefused() {
        malformed("{\"a\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1));
        malformed(new byte[] {'"', (byte) 0xff, '"'});
        malformed(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'});
    }

    @Test
    void depthIsLimited() {
        parse("[".repeat(32) + "]".repeat(32));

        malformed(("[".repeat(33) + "]".repeat(33)).getBytes(UTF_8));
        malformed("[".repeat(500_000).getBytes(UTF_8));
        malformed("{\"a\":".repeat(100_000).getBytes(UTF_8));
    }

    @Test
    void sizesOfNamesNumbersAndValuesAreLimited() {
        String detail = malformed(("{\n\"" + "n".repeat(300) + "\":1}").getBytes(UTF_8));
        assertTrue(detail.contains("line 2, column ") && detail.contains("a name has over 256 characters"), detail);
        malformed("9".repeat(101).getBytes(UTF_8));
        malformed(("[" + "0,".repeat(100_001) + "0]").getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":1,"b":{"c":1,"c":2}}                  | b.c     | is given more than once
            {"a":["x","y\\u0000z"]}                    | a[1]    | must not contain the character U+0000
            {"a":"\\ud800"}                            | a       | must not contain half a surrogate pair, which is no character
            {"a":"\\udc00\\ud800"}                     | a       | must not contain half a surrogate pair, which is no character
            {"a":[1,{"b":1e401}]}                      | a[1].b  | is too large or too small a number
            {"a":1e-401}                               | a       | is too large or too small a number
            {"a":1e99999999999999}                     | a       | is too large or too small a number
            {"a":0e99999}                              | a       | is too large or too small a number
            """)
    void whatPostgresqlCannotKeepIsAMistakeInItsField(String text, String field, String message) {
        assertEquals(List.of(new FieldError(field, message)), mistakes(text));
    }

    @Test
    void aPairOfSurrogatesIsACharacter() {
        assertEquals(List.of(), mistakes("{\"a\":\"\\ud83d\\ude00\",\"b\":\"😀\"}"));
    }

    @Test
    void longNamesAreShortenedWhereTheyAreTold() {
        String name = "n".repeat(200);

        FieldError error = mistakes("{\"" + name + "\":\"\\u0000\"}").getFirst();

        assertTrue(error.field().length() < 70, error.field());
    }

    @Property
    void anyBytesAreJsonOrMalformed(@ForAll byte[] text) {
        try {
            JsonBody.parse(text, new Mistakes());
        } catch (ProblemException e) {
            assertEquals(ProblemKind.MALFORMED_JSON, e.problem().kind());
        }
    }

    @Property
    void anyTextComesBackOrIsAMistake(@ForAll String text) {
        Mistakes mistakes = new Mistakes();
        String quoted =
                com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();

        JsonNode read = JsonBody.parse(quoted.getBytes(UTF_8), mistakes);

        assertTrue(!mistakes.isEmpty()
                || read.textValue().equals(text)
                || text.chars().anyMatch(JsonBodyTest::isSurrogate));
    }

    private static boolean isSurrogate(int character) {
        return Character.isSurrogate((char) character);
    }

    private static JsonNode parse(String text) {
        Mistakes mistakes = new Mistakes();
        JsonNode node = JsonBody.parse(text.getBytes(UTF_8), mistakes);
        mistakes.throwIfAny();
        return node;
    }

    private static List<FieldError> mistakes(String text) {
        Mistakes mistakes = new Mistakes();
        JsonBody.parse(text.getBytes(UTF_8), mistakes);
        return mistakes.isEmpty()
                ? List.of()
                : assertThrows(ProblemException.class, mistakes::throwIfAny)
                        .problem()
                        .errors();
    }

    private static String malformed(byte[] text) {
        ProblemException refusal = assertThrows(ProblemException.class, () -> JsonBody.parse(text, new Mistakes()));
        assertEquals(ProblemKind.MALFORMED_JSON, refusal.problem().kind());
        return refusal.problem().detail();
    }
}
