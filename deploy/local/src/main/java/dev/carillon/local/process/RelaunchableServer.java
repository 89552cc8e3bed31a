package dev.carillon.local.process;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What all servers have in common that are one process each: it is remembered, waited for and ended in the same way. */
public abstract class RelaunchableServer implements Server {

    private final String name;
    private final Duration startTime;
    private final Duration stopTime;
    private volatile @Nullable ServerProcess latest;

    /**
     * A server that was never launched.
     *
     * @param name the name to use when talking to people
     * @param startTime how long it may take to become ready
     * @param stopTime how long it may take to end before it is killed
     */
    protected RelaunchableServer(String name, Duration startTime, Duration stopTime) {
        this.name = name;
        this.startTime = startTime;
        this.stopTime = stopTime;
    }

    /** What to run. */
    protected abstract ServerProcess.Command command(String name);

    /** Whether the process can be used now; an {@link IOException} means "not yet". */
    protected abstract boolean isReady(ServerProcess process) throws IOException;

    @Override
    public void launch() {
        latest = ServerProcess.start(command(name));
    }

    @Override
    public void awaitReady() {
        var process = process();
        Readiness.await(process, startTime, () -> isReady(process));
    }

    @Override
    public void stop() {
        var process = latest;
        if (process != null) {
            process.stop(stopTime);
        }
    }

    @Override
    public void kill() {
        var process = latest;
        if (process != null) {
            process.kill();
        }
    }

    @Override
    public ServerProcess process() {
        var process = latest;
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }
}
