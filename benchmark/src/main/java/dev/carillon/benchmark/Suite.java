package dev.carillon.benchmark;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.stack.Credentials;
import dev.carillon.local.stack.DataDirectory;
import dev.carillon.local.stack.Port;
import dev.carillon.local.stack.Report;
import dev.carillon.local.stack.Settings;
import dev.carillon.local.stack.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole suite, started for measuring: embedded servers with default durability, ports and data of its own. */
final class Suite implements AutoCloseable {

    private static final List<String> MEASURED = List.of("api", "worker", "postgres", "redis");

    /** The name of the organization that the load is sent as. */
    static final String ORGANIZATION = "Demo";

    private final Settings settings;
    private final Stack stack;

    /** Starts it, with empty data. */
    Suite(Path project, Path data, Report report) {
        DataDirectory directory = DataDirectory.at(data).create();
        directory.reset();
        directory.create();
        Map<Port, Integer> ports = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            ports.put(port, FreePort.find());
        }
        settings = new Settings(project, directory, ports, Optional.empty(), Optional.empty(), false);
        stack = new Stack(settings, report);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        stack.start();
    }

    /** An address of api-service. */
    URI api(String path) {
        return URI.create(settings.address(Port.API) + path);
    }

    /** The address of the suite's Redis. */
    String redis() {
        return "redis://127.0.0.1:" + settings.port(Port.REDIS);
    }

    /** The header by which the demonstration's organization is known. */
    String authorization() {
        return authorization(stack.credentials().apiKey());
    }

    /** The header that carries an API key. */
    static String authorization(String key) {
        return "Authorization: Bearer " + key + "\r\n";
    }

    /** A connection of the benchmark's own to the suite's database. */
    Ledger ledger() throws SQLException {
        return new Ledger(
                "jdbc:postgresql://127.0.0.1:%d/carillon".formatted(settings.port(Port.POSTGRES)),
                Credentials.DATABASE_USER,
                stack.credentials().databasePassword());
    }

    /** Stops worker-service in its tracks, so that it takes no processor time. */
    void freezeWorker() {
        signalWorker("STOP");
    }

    /** Lets it go on, and waits until it takes jobs again. */
    void resumeWorker() {
        signalWorker("CONT");
    }

    private void signalWorker(String signal) {
        settings.data()
                .pid("worker")
                .process()
                .ifPresent(process -> dev.carillon.local.process.Signals.send(signal, process));
    }

    /** What each process has used so far. */
    Map<String, Usage> usage() {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (String name : MEASURED) {
            settings.data().pid(name).process().ifPresent(process -> pids.put(name, process.pid()));
        }
        return Usage.of(pids);
    }

    /** What each process used for {@code jobs} jobs since {@code before}. */
    Map<String, Result.Cost> costs(Map<String, Usage> before, long jobs) {
        Map<String, Result.Cost> costs = new LinkedHashMap<>();
        usage().forEach((name, now) -> {
            Usage earlier = before.get(name);
            Duration used = earlier == null ? now.processor() : now.since(earlier);
            costs.put(name, new Result.Cost(used.toNanos() / 1e3 / Math.max(1, jobs), now.residentBytes() / 1_000_000));
        });
        return costs;
    }

    @Override
    public void close() {
        stack.close();
    }
}
