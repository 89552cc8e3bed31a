package dev.carillon.local.testing;

import dev.carillon.local.process.Readiness;
import dev.carillon.local.server.DirectoryTree;
import dev.carillon.local.server.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A master and its replica, watched by three Sentinels, for tests. The servers want a password, the Sentinels none. */
public final class RedisSentinels implements AutoCloseable {

    /** The name by which the Sentinels know the master. */
    public static final String MASTER_NAME = "carillon";

    /** The password of the servers. */
    public static final String PASSWORD = "sentinel-secret";

    private static final int SENTINELS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final RedisServer master;
    private final RedisServer replica;
    private final List<RedisSentinel> sentinels;

    /** Starts all of them, and waits until they know each other. A master that is silent for a second has failed. */
    public RedisSentinels() {
        try {
            directory = Files.createTempDirectory("carillon-sentinels");
            master = RedisServer.temporary("--requirepass", PASSWORD, "--masterauth", PASSWORD);
            replica = RedisServer.temporary(
                    "--requirepass", PASSWORD,
                    "--masterauth", PASSWORD,
                    "--replicaof", "127.0.0.1 " + master.port());
            sentinels = IntStream.range(0, SENTINELS).mapToObj(this::sentinel).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not prepare Sentinels", e);
        }
        sentinels.forEach(RedisSentinel::start);
        var needed = "slaves=1,sentinels=" + SENTINELS;
        Readiness.await(
                master.process(),
                PATIENCE,
                () -> replica.ask("INFO replication").contains("master_link_status:up")
                        && sentinels.stream()
                                .allMatch(sentinel -> info(sentinel).contains(needed)));
    }

    private RedisSentinel sentinel(int number) {
        try {
            return new RedisSentinel(directory.resolve("sentinel-" + number), master, MASTER_NAME, PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String info(RedisSentinel sentinel) {
        try {
            return RedisServer.ask(sentinel.port(), "INFO sentinel");
        } catch (IOException e) {
            return "";
        }
    }

    /** The server that is master at the start. */
    public RedisServer master() {
        return master;
    }

    /** The server that takes its place. */
    public RedisServer replica() {
        return replica;
    }

    /** The hosts that {@code REDIS_HOST} takes, each with its port. */
    public String hosts() {
        return sentinels.stream()
                .map(sentinel -> "127.0.0.1:" + sentinel.port())
                .collect(Collectors.joining(","));
    }

    /** Stops and deletes everything. */
    @Override
    public void close() {
        sentinels.forEach(RedisSentinel::stop);
        replica.close();
        master.close();
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
