package dev.carillon.local.process;

import java.io.IOException;
import java.util.List;

/** Sends the signals that Java has no method for. */
public final class Signals {

    private Signals() {}

    /** Sends SIGINT. */
    public static void interrupt(ProcessHandle process) {
        send(StopSignal.INT, process);
    }

    public static void send(StopSignal signal, ProcessHandle process) {
        send(signal.name(), process);
    }

    public static void send(String signal, ProcessHandle process) {
        try {
            new ProcessBuilder(List.of("kill", "-s", signal, Long.toString(process.pid())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new StartFailure("Could not run the command 'kill' to signal process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
