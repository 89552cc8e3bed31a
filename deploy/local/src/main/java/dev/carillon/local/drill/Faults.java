package dev.carillon.local.drill;

import dev.carillon.local.process.Server;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The faults of the drill, in order. */
public final class Faults {

    /** Longer than the lease of the fleet's workers (4 s) and the time until others look. */
    private static final Duration BEYOND_THE_LEASE = Duration.ofSeconds(7);

    /** What there is to choose from, in order: the name on the command line, and what happens. */
    public static final Map<String, String> NAMES = names();

    private final Fleet fleet;

    /** Faults of that fleet. */
    public Faults(Fleet fleet) {
        this.fleet = fleet;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("nothing", "nothing goes wrong: warms up, and is there to compare with");
        names.put("worker-killed", "a worker is killed (kill -9)");
        names.put("api-killed", "an API instance is killed (kill -9)");
        names.put("monitoring-killed", "monitoring is killed (kill -9)");
        names.put("worker-stopped", "a worker is stopped for longer than its lease (SIGSTOP, SIGCONT)");
        names.put("redis-killed", "Redis is killed (kill -9) and away");
        names.put("redis-restarted", "Redis is restarted");
        names.put("redis-emptied", "Redis is emptied (FLUSHALL)");
        names.put("postgres-restarted", "PostgreSQL is restarted");
        names.put("postgres-killed", "PostgreSQL is killed (kill -9) and away");
        names.put("postgres-frozen", "PostgreSQL hangs: it refuses nothing and answers nothing (SIGSTOP, SIGCONT)");
        names.put("redis-cut", "the connections to Redis are cut");
        names.put("providers-cut", "the connections to the providers are cut");
        names.put("clock-ahead", "the clock of a worker is five minutes ahead");
        names.put("clock-behind", "the clock of a worker is five minutes behind");
        return Collections.unmodifiableMap(names);
    }

    /** All that can be tried on this machine: those of the clock need a library, see {@link ClockFault}. */
    public List<Fault> all() {
        return Stream.concat(
                        Stream.of(
                                workerKilled(),
                                apiKilled(),
                                monitoringKilled(),
                                workerStopped(),
                                redisKilled(),
                                redisRestarted(),
                                redisEmptied(),
                                postgresRestarted(),
                                postgresKilled(),
                                postgresFrozen(),
                                redisCut(),
                                providersCut()),
                        ClockFault.on(fleet).stream())
                .toList();
    }

    /** The load alone. */
    public Fault nothing() {
        return Fault.of("nothing", () -> {}, () -> {});
    }

    /** A worker dies with jobs in its hands. */
    public Fault workerKilled() {
        var worker = fleet.workers.getFirst();
        return killed("worker-killed", worker.server()).excusedBy(new Excuse.WorkerDied(worker.name()));
    }

    /** An instance dies with requests in its hands. */
    public Fault apiKilled() {
        return killed("api-killed", fleet.apis.getFirst().server());
    }

    private Fault monitoringKilled() {
        return killed("monitoring-killed", fleet.monitoring.server());
    }

    /** A worker stops in the middle of everything and goes on when its jobs are others' by now. */
    public Fault workerStopped() {
        var worker = fleet.workers.getLast();
        return Fault.of(
                        "worker-stopped",
                        () -> worker.server().process().pause(),
                        () -> worker.server().process().resume())
                .lasting(BEYOND_THE_LEASE)
                .excusedBy(new Excuse.WorkerStopped(worker.name()));
    }

    /** Redis is away for a while. */
    public Fault redisKilled() {
        return killed("redis-killed", fleet.redis);
    }

    private Fault redisRestarted() {
        return restarted("redis-restarted", fleet.redis);
    }

    /** Redis loses everything. */
    public Fault redisEmptied() {
        return Fault.of("redis-emptied", fleet.redis::flush, () -> {});
    }

    /** PostgreSQL ends every connection and comes back. */
    public Fault postgresRestarted() {
        return restarted("postgres-restarted", fleet.postgres);
    }

    /** PostgreSQL is away for a while. */
    public Fault postgresKilled() {
        return killed("postgres-killed", fleet.postgres);
    }

    /** PostgreSQL takes what is sent to it and does not say a word. */
    public Fault postgresFrozen() {
        return Fault.of("postgres-frozen", fleet.postgres::freeze, fleet.postgres::thaw);
    }

    private Fault redisCut() {
        return Fault.of("redis-cut", fleet.redisWire::cut, fleet.redisWire::mend);
    }

    private Fault providersCut() {
        return Fault.of(
                        "providers-cut",
                        () -> {
                            fleet.webhookWire.cut();
                            fleet.mailWire.cut();
                        },
                        () -> {
                            fleet.webhookWire.mend();
                            fleet.mailWire.mend();
                        })
                .excusedBy(new Excuse.AnswersCut());
    }

    /** Something that delivers nothing is killed, and started again when the fault is over. */
    public static Fault killed(String key, Server server) {
        return Fault.of(key, server::kill, server::start);
    }

    private static Fault restarted(String key, Server server) {
        return Fault.of(
                key,
                () -> {
                    server.stop();
                    server.start();
                },
                () -> {});
    }
}
