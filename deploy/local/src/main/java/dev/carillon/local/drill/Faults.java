package dev.carillon.local.drill;

import dev.carillon.local.process.Server;
import java.time.Duration;
import java.util.List;

/** The faults of the drill, in order. */
public final class Faults {

    /** Longer than the lease of the fleet's workers (4 s) and the time until others look. */
    private static final Duration BEYOND_THE_LEASE = Duration.ofSeconds(7);

    private final Fleet fleet;

    /** Faults of that fleet. */
    public Faults(Fleet fleet) {
        this.fleet = fleet;
    }

    /** All but the clock, which needs a library: {@link ClockFault}. */
    public List<Fault> all() {
        return List.of(
                workerKilled(),
                killed("an API instance killed (kill -9)", fleet.apis.getFirst().server()),
                killed("monitoring killed (kill -9)", fleet.monitoring.server()),
                workerStopped(),
                redisKilled(),
                restarted("Redis restarted", fleet.redis),
                redisEmptied(),
                postgresRestarted(),
                redisCut(),
                providersCut());
    }

    /** A worker dies with jobs in its hands. */
    public Fault workerKilled() {
        return killed("a worker killed (kill -9)", fleet.workers.getFirst().server());
    }

    /** A worker stops in the middle of everything and goes on when its jobs are others' by now. */
    public Fault workerStopped() {
        var process = fleet.workers.getLast().server();
        return Fault.of(
                        "a worker stopped for longer than its lease (SIGSTOP, SIGCONT)",
                        () -> process.process().pause(),
                        () -> process.process().resume())
                .lasting(BEYOND_THE_LEASE);
    }

    /** Redis is away for a while. */
    public Fault redisKilled() {
        return killed("Redis killed (kill -9) and away", fleet.redis);
    }

    /** Redis loses everything. */
    public Fault redisEmptied() {
        return Fault.of("Redis emptied (FLUSHALL)", fleet.redis::flush, () -> {});
    }

    /** PostgreSQL ends every connection and comes back. */
    public Fault postgresRestarted() {
        return restarted("PostgreSQL restarted", fleet.postgres);
    }

    /** PostgreSQL is away for a while. */
    public Fault postgresKilled() {
        return killed("PostgreSQL killed (kill -9) and away", fleet.postgres);
    }

    private Fault redisCut() {
        return Fault.of("the connection to Redis cut", fleet.redisWire::cut, fleet.redisWire::mend);
    }

    private Fault providersCut() {
        return Fault.of(
                        "the connections to the providers cut",
                        () -> {
                            fleet.webhookWire.cut();
                            fleet.mailWire.cut();
                        },
                        () -> {
                            fleet.webhookWire.mend();
                            fleet.mailWire.mend();
                        })
                .losingAnswers();
    }

    /** Something is killed, and started again when the fault is over. */
    public static Fault killed(String name, Server server) {
        return Fault.of(name, server::kill, server::start);
    }

    private static Fault restarted(String name, Server server) {
        return Fault.of(
                name,
                () -> {
                    server.stop();
                    server.start();
                },
                () -> {});
    }
}
