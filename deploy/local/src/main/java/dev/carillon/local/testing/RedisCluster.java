package dev.carillon.local.testing;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.Readiness;
import dev.carillon.local.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Redis cluster for tests: three masters that share the slots, each with a replica if wanted. */
public final class RedisCluster implements AutoCloseable {

    /** Masters of every cluster: fewer could not agree on who has failed. */
    private static final int MASTERS = 3;

    private static final int SLOTS = 16_384;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<RedisServer> nodes;

    private RedisCluster(List<RedisServer> nodes) {
        this.nodes = nodes;
    }

    /**
     * A cluster that serves all slots. A node that is silent for a second has failed.
     *
     * @param options of every node, as {@code --requirepass}, {@code secret}
     */
    public static RedisCluster withoutReplicas(String... options) {
        return start(MASTERS, options);
    }

    /** Like {@link #withoutReplicas}, and each master has a replica that takes its place when it fails. */
    public static RedisCluster withReplicas(String... options) {
        return start(2 * MASTERS, options);
    }

    private static RedisCluster start(int size, String... options) {
        List<RedisServer> nodes = new ArrayList<>();
        List<Integer> busPorts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int busPort = FreePort.find();
            List<String> all = new ArrayList<>(List.of(
                    "--cluster-enabled", "yes",
                    "--cluster-port", Integer.toString(busPort),
                    "--cluster-node-timeout", "1000"));
            all.addAll(List.of(options));
            nodes.add(RedisServer.temporary(all.toArray(String[]::new)));
            busPorts.add(busPort);
        }
        var cluster = new RedisCluster(nodes);
        cluster.shareSlots();
        cluster.introduce(busPorts);
        cluster.appointReplicas();
        cluster.await(cluster::isComplete);
        return cluster;
    }

    private void shareSlots() {
        for (int i = 0; i < MASTERS; i++) {
            expectOk(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            expectOk(
                    nodes.get(i),
                    "CLUSTER ADDSLOTSRANGE %d %d".formatted(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS - 1));
        }
    }

    private void introduce(List<Integer> busPorts) {
        for (int i = 1; i < nodes.size(); i++) {
            expectOk(
                    nodes.getFirst(),
                    "CLUSTER MEET 127.0.0.1 %d %d".formatted(nodes.get(i).port(), busPorts.get(i)));
        }
        await(() -> nodes.stream()
                .allMatch(node -> node.ask("CLUSTER INFO").contains("cluster_known_nodes:" + nodes.size() + "\r\n")));
    }

    private void appointReplicas() {
        for (int i = MASTERS; i < nodes.size(); i++) {
            var master = nodes.get(i - MASTERS).ask("CLUSTER MYID");
            var replica = nodes.get(i);
            await(() -> replica.ask("CLUSTER REPLICATE " + master).equals("+OK"));
        }
    }

    private boolean isComplete() {
        return IntStream.range(0, nodes.size())
                .allMatch(i -> nodes.get(i).ask("CLUSTER INFO").contains("cluster_state:ok")
                        && (i < MASTERS || nodes.get(i).ask("INFO replication").contains("master_link_status:up")));
    }

    private void await(BooleanSupplier condition) {
        Readiness.await(nodes.getFirst().process(), PATIENCE, condition::getAsBoolean);
    }

    private static void expectOk(RedisServer node, String command) {
        var answer = node.ask(command);
        if (!answer.equals("+OK")) {
            throw new IllegalStateException(command + " was answered " + answer);
        }
    }

    /** The nodes: the masters of the start first, then their replicas in the same order. */
    public List<RedisServer> nodes() {
        return nodes;
    }

    /** The URL that {@code REDIS_URL} takes. */
    public String url() {
        return nodes.stream().map(RedisServer::url).collect(Collectors.joining(","));
    }

    /** Stops and deletes every node. */
    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
