package dev.carillon.common.log;

/** Which requests get a line in the log. */
public enum LoggedRequests {
    /** Those that failed by our fault, and slow ones. */
    FAILURES,
    /** Every one. */
    ALL
}
