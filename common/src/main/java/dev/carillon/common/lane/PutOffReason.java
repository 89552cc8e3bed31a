package dev.carillon.common.lane;

import org.jspecify.annotations.Nullable;

/**
 * Why jobs are put off by their lane: the sentence that the attempt's record keeps, and what it tells. Written by workers, read by
 * whoever explains jobs, so both are here.
 */
public enum PutOffReason {
    /** The other side asked for a pause. */
    PAUSED(" is paused. "),
    /** As many jobs are under way as may be at once. */
    FULL(" has as many jobs under way as it may have at once (");

    private static final String BEGINNING = "Not sent: ";

    private final String verb;

    PutOffReason(String verb) {
        this.verb = verb;
    }

    /** The sentence of a job whose lane, so named, is paused because of {@code reason}. */
    public static String paused(String name, String reason) {
        return BEGINNING + name + PAUSED.verb + reason;
    }

    /** The sentence of a job that found {@code limit} others under way where it goes through. */
    public static String full(String name, int limit) {
        return BEGINNING + name + FULL.verb + limit + ").";
    }

    /** Which of them a recorded sentence tells; null when a channel put the job off for a reason of its own. */
    public static @Nullable PutOffReason of(String sentence) {
        if (!sentence.startsWith(BEGINNING)) {
            return null;
        }
        // What the other side said may say anything, so what comes first counts.
        int paused = sentence.indexOf(PAUSED.verb);
        int full = sentence.indexOf(FULL.verb);
        if (paused < 0 && full < 0) {
            return null;
        }
        return full < 0 || (paused >= 0 && paused < full) ? PAUSED : FULL;
    }
}
