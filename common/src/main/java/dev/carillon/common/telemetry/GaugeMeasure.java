package dev.carillon.common.telemetry;

import dev.carillon.common.job.WireNamed;

/** What instances read off at the moment of a report. */
public enum GaugeMeasure implements WireNamed {
    /** Processor time used since the report before, as a share (0 to 1) of all processors the process may use. */
    CPU,
    /** Bytes of the heap in use. */
    HEAP_USED,
    /** Bytes that the heap may grow to. */
    HEAP_MAX,
    /** Bytes of memory that the process occupies; absent where the operating system does not tell. */
    RESIDENT_MEMORY,
    /** Jobs that a worker has claimed and not settled. */
    IN_FLIGHT,
    /** 1 while an instance shares its limits with the others through Redis, 0 while it keeps them alone. */
    LIMITS_SHARED,
    /** 1 while an instance hears what the others invalidate in their caches, 0 while its memory serves alone. */
    CACHES_SHARED
}
