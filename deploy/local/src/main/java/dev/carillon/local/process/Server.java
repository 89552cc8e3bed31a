package dev.carillon.local.process;

/** A server that can be started, ended in either way, and started again on what it has kept. */
public interface Server {

    /**
     * Starts the process and returns before it can be used.
     *
     * @throws StartFailure when there is no such program
     */
    void launch();

    /**
     * Returns when the launched server can be used.
     *
     * @throws StartFailure when it does not come up; the message ends with what its log says
     */
    void awaitReady();

    /**
     * Starts the server and returns when it can be used.
     *
     * @throws StartFailure when it does not come up; the message ends with what its log says
     */
    default void start() {
        launch();
        awaitReady();
    }

    /** Ends the server in good order. Nothing happens when it does not run. */
    void stop();

    /** Ends the server as a crash would. Nothing happens when it does not run. */
    void kill();

    /** The process of the latest launch: its pid and its log. */
    ServerProcess process();
}
