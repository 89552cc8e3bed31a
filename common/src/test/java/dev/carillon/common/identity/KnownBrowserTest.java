package dev.carillon.common.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownBrowserTest {

    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");
    private static final AccountId ADA = new AccountId(UUID.randomUUID());
    private static final PasswordHash HASH = new PasswordHash("$2a$12$ada");
    private static final String MARK = KnownBrowser.mark(ADA, HASH, NOW, new SecureRandom());

    @Test
    void isKnownByANameOfItsOwn() {
        Optional<String> name = KnownBrowser.read(MARK, ADA, HASH, NOW);

        assertTrue(name.isPresent());
        assertEquals(name, KnownBrowser.read(MARK, ADA, HASH, NOW.plus(Duration.ofDays(179))));
        assertNotEquals(name, KnownBrowser.read(KnownBrowser.mark(ADA, HASH, NOW, new SecureRandom()), ADA, HASH, NOW));
    }

    @Test
    void isForgottenInTime() {
        assertTrue(KnownBrowser.read(MARK, ADA, HASH, NOW.plus(KnownBrowser.LIFETIME))
                .isEmpty());
    }

    @Test
    void isNobodyElsesAndVoidWithThePassword() {
        assertTrue(KnownBrowser.read(MARK, new AccountId(UUID.randomUUID()), HASH, NOW)
                .isEmpty());
        assertTrue(KnownBrowser.read(MARK, ADA, new PasswordHash("$2a$12$another"), NOW)
                .isEmpty());
    }

    @Test
    void cannotBeMadeYounger() {
        String younger = (NOW.getEpochSecond() + 1) + MARK.substring(MARK.indexOf('.'));

        assertTrue(KnownBrowser.read(younger, ADA, HASH, NOW).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "1795291200.abc", ".x.y", "1.2.3.4"})
    void whatIsNoMarkIsNotKnown(String text) {
        assertTrue(KnownBrowser.read(text, ADA, HASH, NOW).isEmpty());
        assertTrue(KnownBrowser.read(text + "x".repeat(5_000), ADA, HASH, NOW).isEmpty());
    }
}
