package dev.carillon.local.server;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.RelaunchableServer;
import dev.carillon.local.process.ServerProcess;
import dev.carillon.local.process.StartFailure;
import dev.carillon.local.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisExecProvider;

/**
 * A Redis server of one's own, on the loopback address, with its append-only file synced every second. It may be stopped, killed
 * and started again on the same port and data.
 */
public final class RedisServer extends RelaunchableServer implements AutoCloseable {

    private static final Duration START_TIME = Duration.ofSeconds(30);
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    private final Path data;
    private final Path log;
    private final int port;
    private final List<String> options;
    private final @Nullable Path scratch;

    private RedisServer(Path data, Path log, int port, List<String> options, @Nullable Path scratch) {
        super("Redis", START_TIME, STOP_TIME);
        this.options = options;
        this.data = data;
        this.log = log;
        this.port = port;
        this.scratch = scratch;
    }

    /**
     * A server that keeps its data in {@code data}. It is not started yet.
     */
    public static RedisServer persistent(Path data, Path log, int port) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create the data directory " + data, e);
        }
        return new RedisServer(data, log, port, List.of(), null);
    }

    /**
     * A started server for tests, on a free port, in a directory that goes away with it.
     *
     * @param options further ones of the command line, as {@code --requirepass}, {@code secret}
     */
    public static RedisServer temporary(String... options) {
        try {
            return temporary(Files.createTempDirectory("carillon-redis"), options);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not prepare a temporary Redis", e);
        }
    }

    /** As {@link #temporary(String...)}, in that empty directory, which goes away with it. */
    public static RedisServer temporary(Path scratch, String... options) {
        var server = new RedisServer(scratch, scratch.resolve("redis.log"), FreePort.find(), List.of(options), scratch);
        server.start();
        return server;
    }

    @Override
    protected ServerProcess.Command command(String name) {
        return new ServerProcess.Command(name, commandLine(), Map.of(), log, StopSignal.TERM, scratch);
    }

    /** A server that still loads its data answers {@code -LOADING}. */
    @Override
    protected boolean isReady(ServerProcess process) throws IOException {
        return "+PONG".equals(askOrFail("PING"));
    }

    private List<String> commandLine() {
        var line = new ArrayList<>(List.of(
                program().toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--appendfsync",
                "everysec",
                // Snapshots would only repeat what the append-only file has.
                "--save",
                ""));
        line.addAll(options);
        return line;
    }

    /** The program, unpacked once a machine. Given {@code --sentinel} it is a Sentinel. */
    public static Path program() {
        return ServerCache.directory("redis-" + RedisExecProvider.redisVersion, target -> {
                    try {
                        var unpacked = RedisExecProvider.defaultProvider().get().toPath();
                        Files.copy(unpacked, target.resolve("redis-server"));
                        if (!target.resolve("redis-server").toFile().setExecutable(true)) {
                            throw new IOException("Could not make redis-server executable");
                        }
                    } catch (IllegalArgumentException e) {
                        throw new StartFailure(
                                "There is no embedded Redis for this machine; set REDIS_URL to use one of your own", e);
                    }
                })
                .resolve("redis-server");
    }

    private String askOrFail(String command) throws IOException {
        try (var connection = new RedisConnection(port)) {
            var password = options.indexOf("--requirepass");
            if (password >= 0) {
                connection.ask("AUTH " + options.get(password + 1));
            }
            return connection.ask(command);
        }
    }

    /** Sends a command in one line. Answers as Redis does: one line with its type character, or the text of a bulk string. */
    public String ask(String command) {
        try {
            return askOrFail(command);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not reach Redis on port " + port, e);
        }
    }

    /** Asks whatever listens on {@code port} and speaks Redis' protocol without a password, such as a Sentinel. */
    public static String ask(int port, String command) throws IOException {
        try (var connection = new RedisConnection(port)) {
            return connection.ask(command);
        }
    }

    /** Deletes every key, as if Redis had lost its data. */
    public void flush() {
        var answer = ask("FLUSHALL");
        if (!"+OK".equals(answer)) {
            throw new IllegalStateException("Redis would not be emptied: " + answer);
        }
    }

    /** The address it listens on. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The URL that {@code REDIS_URL} takes. */
    public String url() {
        return "redis://%s:%d".formatted(host(), port);
    }

    /** Stops the server; a temporary one is deleted. */
    @Override
    public void close() {
        stop();
        if (scratch != null) {
            try {
                DirectoryTree.delete(scratch);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
