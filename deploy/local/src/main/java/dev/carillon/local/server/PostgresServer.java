package dev.carillon.local.server;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.RelaunchableServer;
import dev.carillon.local.process.ServerProcess;
import dev.carillon.local.process.Signals;
import dev.carillon.local.process.StartFailure;
import dev.carillon.local.process.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of one's own, on the loopback address. {@link #persistent} keeps its data and syncs every commit to the
 * disk; {@link #temporary} is for tests and is deleted when it ends. Either may be stopped, killed and started again.
 */
public final class PostgresServer extends RelaunchableServer implements AutoCloseable {

    private static final Duration START_TIME = Duration.ofSeconds(60);
    private static final Duration STOP_TIME = Duration.ofSeconds(15);

    /** Three services with pools of a few dozen connections, and a person with psql. */
    private static final int MAX_CONNECTIONS = 200;

    private final Path data;
    private final Path log;
    private final int port;
    private final String user;
    private final String password;
    private final List<String> settings;
    private final @Nullable Path scratch;

    private PostgresServer(
            Path data,
            Path log,
            int port,
            String user,
            String password,
            List<String> settings,
            @Nullable Path scratch) {
        super("PostgreSQL", START_TIME, STOP_TIME);
        this.data = data;
        this.log = log;
        this.port = port;
        this.user = user;
        this.password = password;
        this.settings = settings;
        this.scratch = scratch;
    }

    /**
     * A server that keeps its data in {@code data}; the cluster is created when the directory is missing or empty. It is not
     * started yet.
     *
     * @param password the superuser's; it must be the same in every later start on this directory
     */
    public static PostgresServer persistent(Path data, Path log, int port, String user, String password) {
        // Memory is taken as it is used. A checkpoint now and then, not one every gigabyte: after each, pages are
        // logged whole.
        var settings = List.of("shared_buffers=512MB", "max_wal_size=4GB", "fsync=on", "synchronous_commit=on");
        var server = new PostgresServer(data, log, port, user, password, settings, null);
        try {
            Files.createDirectories(data.toAbsolutePath().getParent());
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                PostgresPrograms.initialise(data, user, password);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not prepare the data directory " + data, e);
        }
        return server;
    }

    /**
     * A started server for tests on a free port. Commits reach the operating system, so they survive a killed server, but are not forced
     * to the disk.
     */
    public static PostgresServer temporary() {
        try {
            return temporary(Files.createTempDirectory("carillon-postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not prepare a temporary PostgreSQL", e);
        }
    }

    /** As {@link #temporary()}, in that empty directory, which goes away with it. */
    public static PostgresServer temporary(Path scratch) {
        try {
            var data = Files.createDirectory(scratch.resolve("data"));
            PostgresPrograms.copyTemporaryCluster(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
            var settings = List.of("shared_buffers=64MB", "fsync=off", "full_page_writes=off");
            var server = new PostgresServer(
                    data,
                    scratch.resolve("postgres.log"),
                    FreePort.find(),
                    "carillon",
                    PostgresPrograms.TEMPORARY_PASSWORD,
                    settings,
                    scratch);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not prepare a temporary PostgreSQL", e);
        }
    }

    @Override
    protected ServerProcess.Command command(String name) {
        return new ServerProcess.Command(name, commandLine(), Map.of("LC_ALL", "C"), log, StopSignal.INT, scratch);
    }

    private List<String> commandLine() {
        var arguments = new ArrayList<String>(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        var all = new ArrayList<>(settings);
        all.addAll(List.of(
                "listen_addresses=127.0.0.1",
                // No socket file: its path may not be longer than about 100 characters, and temporary folders are.
                "unix_socket_directories=",
                "max_connections=" + MAX_CONNECTIONS,
                "timezone=UTC",
                "log_timezone=UTC"));
        for (var setting : all) {
            arguments.add("-c");
            arguments.add(setting);
        }
        return PostgresPrograms.line("postgres", arguments);
    }

    /** The server writes its state into the last line of its own pid file; the first line says whose it is. */
    @Override
    protected boolean isReady(ServerProcess process) throws IOException {
        var file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return false;
        }
        var lines = Files.readAllLines(file);
        return lines.size() >= 8
                && lines.getFirst().strip().equals(Long.toString(process.pid()))
                && lines.get(7).strip().equals("ready");
    }

    /** Freezes all its processes (SIGSTOP): its connections stay open, new ones are taken by the system, and nothing answers. */
    public void freeze() {
        // The first one before it can make more.
        process().pause();
        process().handle().descendants().forEach(each -> Signals.send("STOP", each));
    }

    /** Lets them go on (SIGCONT). */
    public void thaw() {
        process().handle().descendants().forEach(each -> Signals.send("CONT", each));
        process().resume();
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The superuser's name. */
    public String user() {
        return user;
    }

    /** The superuser's password. */
    public String password() {
        return password;
    }

    /** The JDBC URL of one of its databases, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** A connection of the superuser to one of the databases. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), user, password);
    }

    /** Creates the database unless it exists. */
    public void createDatabase(String database) {
        try (var connection = connect("postgres");
                var query = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
                var create = connection.createStatement()) {
            query.setString(1, database);
            if (!query.executeQuery().next()) {
                create.execute("CREATE DATABASE " + create.enquoteIdentifier(database, true));
            }
        } catch (SQLException e) {
            throw new StartFailure("Could not create the database " + database + ": " + e.getMessage(), e);
        }
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
