package dev.carillon.local.process;

/** The signal that asks a server to end in good order. */
public enum StopSignal {
    /** SIGTERM: what Quarkus and Redis expect. */
    TERM,
    /** SIGINT: PostgreSQL's "fast" shutdown. Its SIGTERM would wait for every client to leave first. */
    INT
}
