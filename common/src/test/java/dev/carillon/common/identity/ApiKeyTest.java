package dev.carillon.common.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private static final String SECRET = "Abcdefgh12345678".repeat(2);

    @Property
    void everyKeyReadsBack(
            @ForAll @LowerChars @NumericChars @StringLength(8) String prefix,
            @ForAll @AlphaChars @NumericChars @StringLength(min = 32, max = 128) String secret) {
        ApiKey key = new ApiKey(prefix, secret);

        assertEquals(Optional.of(key), ApiKey.parse(key.reveal()));
        assertTrue(key.matches(key.secretHash()));
    }

    @Property
    void anyOtherTextIsNoKey(@ForAll String text) {
        assertTrue(ApiKey.parse(text).isEmpty() || text.startsWith("ck_"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ck_",
                "ck_abcdefgh_short",
                "ck_ABCDEFGH_Abcdefgh12345678Abcdefgh12345678",
                "ck_abcdefg_Abcdefgh12345678Abcdefgh12345678",
                "ck_abcdefghi_Abcdefgh12345678Abcdefgh1234567",
                "ck_abcdefgh_Abcdefgh12345678Abcdefgh1234567_",
                "ck_abcdefgh-Abcdefgh12345678Abcdefgh12345678",
                "sk_abcdefgh_Abcdefgh12345678Abcdefgh12345678",
                "ck_abcdefgh_Abcdefgh12345678Abcdefgh1234567é"
            })
    void malformedKeysAreNone(String text) {
        assertEquals(Optional.empty(), ApiKey.parse(text));
    }

    @Test
    void anotherSecretDoesNotMatch() {
        ApiKey key = new ApiKey("abcdefgh", SECRET);

        assertFalse(key.matches(new ApiKey("abcdefgh", SECRET + "x").secretHash()));
    }

    @Test
    void theSecretStaysOutOfLogs() {
        assertEquals("ck_abcdefgh_…", new ApiKey("abcdefgh", SECRET).toString());
    }
}
