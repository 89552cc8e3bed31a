package dev.carillon.common.limit;

import dev.carillon.common.job.WireNamed;

/** Who decided. */
public enum Backend implements WireNamed {
    /** Redis, for all instances together. */
    REDIS,
    /** The instance itself, from what Redis had said: a refusal that still lasts. */
    REMEMBERED,
    /** The instance itself, because Redis is away. */
    LOCAL,
    /** Nobody: limits are switched off. */
    NONE
}
