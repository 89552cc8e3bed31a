package dev.carillon.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The small shell between this JVM and a server. It does what Java cannot:
 *
 * <ul>
 *   <li>The server gets a process group of its own, so Ctrl-C in the terminal reaches the launcher alone, which then stops
 *       the servers in order.
 *   <li>The shell's standard input is a pipe from this JVM. When the JVM ends, however it ends ({@code kill -9} too), the pipe
 *       closes and the shell stops the server: nothing is left behind.
 *   <li>The shell reaps the server, so a dead one is never mistaken for a living one where nobody else reaps, as in containers.
 * </ul>
 */
final class Leash {

    /** How long a server may take to end after the JVM is gone before it is killed. Seconds. */
    private static final int LAST_GRACE = 20;

    /**
     * Arguments: log file, stop signal, scratch directory or nothing, then the command. Prints the server's pid and ends with the
     * server's exit code. The traps come after the server's start, because ignored signals are inherited. The inner shell
     * leaves a mark in the scratch directory instead of a signal to the outer one: an interrupted {@code wait} cannot be resumed
     * reliably. Job control gives both children groups of their own and is off afterwards: with it, {@code wait} would take a
     * server that is merely suspended for one that has ended.
     */
    private static final String SCRIPT = """
            log=$1 signal=$2 scratch=$3; shift 3
            exec 3<&0
            set -m
            "$@" </dev/null >>"$log" 2>&1 3<&- &
            server=$!
            trap '' HUP INT QUIT TERM
            echo "$server"
            {
              read -r _
              [ -z "$scratch" ] || : >"$scratch/.orphaned"
              kill -s "$signal" "$server"
              sleep %d
              kill -s KILL "$server"
            } <&3 >/dev/null 2>&1 &
            leash=$!
            set +m
            wait "$server"; code=$?
            kill -s KILL -- "-$leash"
            [ ! -e "$scratch/.orphaned" ] || rm -rf -- "$scratch"
            exit $code
            """.formatted(LAST_GRACE);

    private Leash() {}

    static List<String> around(List<String> command, Path log, StopSignal signal, @Nullable Path scratch) {
        var wrapped = new ArrayList<String>();
        wrapped.addAll(List.of("bash", "-c", SCRIPT, "carillon-leash", log.toString(), signal.name()));
        wrapped.add(scratch == null ? "" : scratch.toString());
        wrapped.addAll(command);
        return wrapped;
    }
}
