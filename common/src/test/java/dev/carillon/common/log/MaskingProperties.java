package dev.carillon.common.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MaskingProperties {

    @Property
    void noSecretSurvivesWhateverStandsAroundIt(
            @ForAll("text") String before, @ForAll("secret") Secret secret, @ForAll("text") String after) {
        assertFalse(Masking.mask(before + " " + secret.text() + " " + after).contains(secret.hidden()));
    }

    @Property
    void maskingTwiceIsMaskingOnce(@ForAll("text") String text, @ForAll("secret") Secret secret) {
        String once = Masking.mask(text + " " + secret.text());

        assertEquals(once, Masking.mask(once));
    }

    /** A hostile text must not hold up the thread that logs it. */
    @Property(tries = 50)
    void longTextsTakeNoTime(@ForAll("repeated") String text) {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> Masking.mask(text));
    }

    /**
     * Something to hide.
     *
     * @param text how it stands in a line
     * @param hidden the part that must be gone
     */
    record Secret(String text, String hidden) {}

    @Provide
    Arbitrary<Secret> secret() {
        Arbitrary<String> word =
                Arbitraries.strings().alpha().numeric().ofMinLength(16).ofMaxLength(40);
        return Arbitraries.oneOf(
                word.map(name -> new Secret(name + "@example.com", name)),
                word.map(key -> new Secret("ck_live1_" + key, key)),
                word.map(key -> new Secret("whsec_" + key, key)),
                word.map(token -> new Secret("Authorization: Bearer " + token, token)),
                word.map(password -> new Secret("password=" + password, password)),
                word.map(password -> new Secret("\"password\": \"x " + password + "\"", password)),
                word.map(cookie -> new Secret("carillon_session=" + cookie, cookie)),
                word.map(name -> new Secret(name + "%40example.com", name)),
                word.map(password -> new Secret("postgres://carillon:" + password + "@db/jobs", password)),
                Arbitraries.longs()
                        .between(10_000_000_000L, 99_999_999_999_999L)
                        .map(number -> new Secret("+" + number, Long.toString(number))));
    }

    /** Text as it may stand in a log line; the words of a secret do not occur in it by chance. */
    @Provide
    Arbitrary<String> text() {
        return Arbitraries.strings().ofMaxLength(60);
    }

    @Provide
    Arbitrary<String> repeated() {
        return Arbitraries.of(
                        "a",
                        "a.",
                        "@",
                        "a@",
                        "a@a.",
                        "+1",
                        "+1 ",
                        "://",
                        "ck_",
                        "password=",
                        "password ",
                        "bearer ",
                        "1-",
                        "%40",
                        "a%40",
                        "%2B1",
                        "eyJ",
                        "eyJaaaaaaaa.",
                        "token=\"",
                        "token=\"\\",
                        "aB1",
                        "aB1-_",
                        "phone=1",
                        "SG.",
                        "/bot1",
                        "((")
                .map(part -> part.repeat(50_000 / part.length()));
    }
}
