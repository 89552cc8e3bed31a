package dev.carillon.local.drill;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong, and how it is mended.
 *
 * @param key its name on the command line
 * @param name what happens, as a person reads it
 * @param begin makes it happen
 * @param least how long it lasts at least, whatever the drill asks for
 * @param end mends it; returns when what was ended runs again
 * @param excuse what may explain that a message arrived twice
 * @param witness a worker that must have delivered something meanwhile, or the fault has not been tried; null for none
 */
public record Fault(
        String key,
        String name,
        Runnable begin,
        Duration least,
        Runnable end,
        Excuse excuse,
        @Nullable String witness) {

    /** A fault of any length, during which no process dies that delivers: nothing may arrive twice. */
    static Fault of(String key, Runnable begin, Runnable end) {
        return new Fault(key, Faults.NAMES.getOrDefault(key, key), begin, Duration.ZERO, end, new Excuse.None(), null);
    }

    /** The same fault, lasting at least so long. */
    Fault lasting(Duration time) {
        return new Fault(key, name, begin, time, end, excuse, witness);
    }

    /** The same fault, under which a message may arrive twice for that reason. */
    Fault excusedBy(Excuse reason) {
        return new Fault(key, name, begin, least, end, reason, witness);
    }

    /** The same fault, which counts only if that worker delivered something. */
    Fault witnessedBy(String worker) {
        return new Fault(key, name, begin, least, end, excuse, worker);
    }

    /** When a fault happened: it began between the first two moments, and was mended between the others. */
    record Span(Instant began, Instant begun, Instant ending, Instant ended) {}
}
