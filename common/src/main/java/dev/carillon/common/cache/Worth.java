package dev.carillon.common.cache;

/** What a value in a cache is still good for. */
enum Worth {
    /** As good as the source's. */
    FRESH,
    /** The same, but not for long: a newer one is loaded meanwhile. */
    DUE,
    /** Served while a newer one is loaded. */
    STALE,
    /** Served when loading a newer one has failed. */
    LAST_RESORT,
    /** Not served. */
    NOTHING
}
