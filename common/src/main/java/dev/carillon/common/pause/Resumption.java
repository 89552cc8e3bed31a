package dev.carillon.common.pause;

/** What became of an organization's wish to end a pause. */
public sealed interface Resumption {

    /**
     * It has ended.
     *
     * @param jobs which of the organization's jobs it held back, for people
     */
    record Resumed(String jobs) implements Resumption {}

    /** It holds the organization's jobs back, and only an administrator of the installation may end it. */
    record Reserved() implements Resumption {}

    /** There is none of that id that holds the organization's jobs back. */
    record Unknown() implements Resumption {}
}
