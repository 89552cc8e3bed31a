package dev.carillon.common.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

/** What cannot be a token is refused before anybody looks for it. */
class SecretTokenProperties {

    @Example
    void everyTokenOfOursCanBeOne() {
        SecureRandom source = new SecureRandom();
        for (int token = 0; token < 1_000; token++) {
            assertTrue(SecretToken.isWellFormed(SecretToken.random(source).value()));
        }
    }

    /** The characters are those just beside the ones that are allowed. */
    @Property
    void onlyFortyThreeCharactersOfBase64ForUrlsCan(
            @ForAll @StringLength(min = 42, max = 44) @Chars({'a', 'z', 'A', 'Z', '0', '9', '-', '_'}) String good,
            @ForAll @StringLength(1) @Chars({'`', '{', '@', '[', '/', ':', '+', '=', ' ', '\u00E9'}) String bad) {
        assertEquals(good.length() == 43, SecretToken.isWellFormed(good));
        assertEquals(false, SecretToken.isWellFormed(good.substring(0, 42) + bad));
    }
}
