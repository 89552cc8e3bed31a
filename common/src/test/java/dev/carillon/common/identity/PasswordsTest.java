package dev.carillon.common.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Vertx VERTX = Vertx.vertx();
    private static final Passwords PASSWORDS = new Passwords(VERTX, 3);

    @AfterAll
    static void close() {
        PASSWORDS.close();
        VERTX.closeAndAwait();
    }

    @Test
    void aPasswordIsVerifiedAgainstItsHash() {
        Account ada = account(await(PASSWORDS.hash("correct horse")));

        assertEquals(Optional.of(ada), await(PASSWORDS.verify(Optional.of(ada), "correct horse")));
        assertEquals(Optional.empty(), await(PASSWORDS.verify(Optional.of(ada), "correct hors")));
        assertFalse(ada.toString().contains("$2"), ada.toString());
    }

    @Test
    void whatBcryptWouldCutOffIsRefused() {
        String longest = "x".repeat(Passwords.MAXIMUM_BYTES);
        Account ada = account(await(PASSWORDS.hash(longest)));

        assertTrue(await(PASSWORDS.verify(Optional.of(ada), longest)).isPresent());
        assertTrue(await(PASSWORDS.verify(Optional.of(ada), longest + "y")).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> await(PASSWORDS.hash(longest + "y")));
    }

    /** Equal work, not equal time: a clock would only show how busy the machine is. */
    @Test
    void anUnknownAccountCostsAsMuchAsAKnownOne() {
        assertTrue(Passwords.NOBODYS_HASH.startsWith(
                await(PASSWORDS.hash("x")).value().substring(0, 7)));
        assertEquals(Optional.empty(), await(PASSWORDS.verify(Optional.empty(), "x")));
    }

    @Test
    void aFloodIsRefusedAndPasses() {
        List<Uni<Boolean>> attempts = new ArrayList<>();
        for (int attempt = 0; attempt < 20; attempt++) {
            attempts.add(PASSWORDS
                    .verify(Optional.empty(), "x")
                    .replaceWith(false)
                    .onFailure(PasswordsTest::isUnavailable)
                    .recoverWithItem(true));
        }

        long refused = await(Uni.join().all(attempts).andFailFast()).stream()
                .filter(each -> each)
                .count();

        assertEquals(17, refused);
        assertEquals(Optional.empty(), await(PASSWORDS.verify(Optional.empty(), "x")));
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.problem().kind() == ProblemKind.UNAVAILABLE;
    }

    private static Account account(PasswordHash hash) {
        return new Account(new AccountId(UUID.randomUUID()), "ada@example.com", hash, false, 1, Instant.EPOCH);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
