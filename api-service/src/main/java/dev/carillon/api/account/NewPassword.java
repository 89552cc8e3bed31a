package dev.carillon.api.account;

import com.nulabinc.zxcvbn.Pattern;
import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.matchers.Match;
import dev.carillon.common.body.Reading;
import dev.carillon.common.identity.PasswordHash;
import dev.carillon.common.identity.Passwords;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Judges and hashes new passwords. What counts is how many guesses a password withstands, as zxcvbn estimates it, not which kinds of
 * characters are in it.
 */
@ApplicationScoped
public class NewPassword {

    /** Of 4: safe against somebody who tries many a second, offline against a slow hash. */
    private static final int LEAST_SCORE = 3;

    private final Passwords passwords;
    private final AccountConfig config;
    private final Zxcvbn measure = new Zxcvbn();

    NewPassword(Passwords passwords, AccountConfig config) {
        this.passwords = passwords;
        this.config = config;
    }

    /** Reads a password whose length is well. */
    public Reading<String> read(String text) {
        if (text.codePointCount(0, text.length()) < config.shortestPassword()) {
            return Reading.wrong("must have at least " + config.shortestPassword() + " characters");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > Passwords.MAXIMUM_BYTES) {
            return Reading.wrong("must have at most " + Passwords.MAXIMUM_BYTES + " bytes in UTF-8");
        }
        return Reading.right(text);
    }

    /**
     * Fails with a problem that names {@code field} (422) when the password is easy to guess, and with one (503) when too many wait
     * already.
     *
     * @param known what whoever guesses knows of the person
     */
    public Uni<Void> judge(String field, String password, List<String> known) {
        return passwords
                .run(() -> weakness(password, known))
                .invoke(weakness -> weakness.ifPresent(reason -> {
                    throw new ProblemException(Problem.validation(field, reason));
                }))
                .replaceWithVoid();
    }

    /** The hash to store. Fails with a problem (503) when too many wait already. */
    public Uni<PasswordHash> hash(String password) {
        return passwords.hash(password);
    }

    private Optional<String> weakness(String password, List<String> known) {
        Strength strength = measure.measure(password, known);
        return strength.getScore() >= LEAST_SCORE
                ? Optional.empty()
                : Optional.of("is too easy to guess: %s. Several words that have nothing to do with each other do well"
                        .formatted(strength.getSequence().stream()
                                .filter(match -> match.pattern != Pattern.Bruteforce)
                                .max(Comparator.comparingInt(Match::tokenLength))
                                .map(NewPassword::reason)
                                .orElse("it is too short")));
    }

    private static String reason(Match match) {
        return switch (match.pattern) {
            case Dictionary ->
                switch (match.dictionaryName) {
                    case "passwords" -> "it resembles a password that many people use";
                    case "user_inputs" -> "it resembles your address or the name of your organization";
                    case "male_names", "female_names", "surnames" -> "it is mostly a name";
                    case null, default -> "it is mostly a common word";
                };
            case Spatial -> "it is mostly keys that are beside each other";
            case Repeat -> "it repeats itself";
            case Sequence -> "it is mostly a sequence such as abcd";
            case Regex, Date -> "it is mostly a date";
            case Bruteforce -> "it is too short";
        };
    }
}
