package dev.carillon.local.drill;

import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong, and how it is mended.
 *
 * @param name what happens, as a person reads it
 * @param begin makes it happen
 * @param least how long it lasts at least, whatever the drill asks for
 * @param end mends it; returns when what was ended runs again
 * @param explanations outcomes of attempts that explain why a message arrived twice
 */
public record Fault(String name, Runnable begin, Duration least, Runnable end, Set<String> explanations) {

    /** A fault of any length in which a process may die between a provider's yes and our commit. */
    static Fault of(String name, Runnable begin, Runnable end) {
        return new Fault(name, begin, Duration.ZERO, end, Set.of("unknown"));
    }

    /** The same fault, lasting at least so long. */
    Fault lasting(Duration time) {
        return new Fault(name, begin, time, end, explanations);
    }

    /** The same fault, which may lose a provider's yes on the way, so that a failed attempt explains a repetition too. */
    Fault losingAnswers() {
        return new Fault(name, begin, least, end, Set.of("unknown", "failed"));
    }
}
