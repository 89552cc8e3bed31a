package dev.carillon.common.pause;

/** What became of an organization's wish to end a pause. */
public enum Resumption {
    /** It has ended. */
    RESUMED,
    /** It holds the organization's jobs back, and only an administrator of the installation may end it. */
    RESERVED,
    /** There is none of that id that holds the organization's jobs back. */
    UNKNOWN
}
