package dev.carillon.common.cache;

/** How far an invalidation has come by the time its caller is answered. Here it always holds at once. */
public enum Reach {
    /** Redis has taken it in: every instance that hears of Redis does within milliseconds. */
    EVERYWHERE,

    /**
     * Redis did not answer, and is told as soon as it does. Until then other instances may serve what they have in memory: as long
     * as its lifetime says, and no longer than the isolated lifetime where they are cut off as well.
     */
    HERE_FOR_NOW
}
