package dev.carillon.local.drill;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.StartFailure;
import dev.carillon.local.server.PostgresServer;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.stack.QuarkusService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Servers, services and receivers for a drill, with wires that can be cut between them. Its data is gone when it is closed. */
public final class Fleet implements AutoCloseable {

    static final String DATABASE = "carillon";

    /** Two at least of what takes requests and of what works on them: one must be able to go. */
    private static final int INSTANCES = 2;

    /** Quick where production is patient, so that a fault takes seconds. The lease is the one a stopped worker must outlive. */
    private static final Map<String, String> HASTE = Map.of(
            "CARILLON_RETRY_DELAYS", "PT0.5S,PT1S,PT2S,PT4S",
            "CARILLON_WORKER_LEASE", "PT4S",
            "CARILLON_UPKEEP_ADOPT_EVERY", "PT0.5S",
            "CARILLON_UPKEEP_ADOPT_GRACE", "PT2S",
            "CARILLON_UPKEEP_RESCUE_EVERY", "PT0.5S",
            "CARILLON_UPKEEP_ANSWER_PATIENCE", "PT15S",
            "CARILLON_TELEMETRY_INTERVAL", "PT1S");

    private final Path project;
    private final RunFolder folder;
    private final Map<String, String> redisSettings;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final List<Instance> launched = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atTheEnd = new Thread(this::close, "drill-end");
    private volatile boolean kept;

    final PostgresServer postgres;
    final RedisServer redis;
    final Forwarder redisWire;
    final Forwarder webhookWire;
    final Forwarder mailWire;
    final Journal accepted;
    final Journal arrived;
    final List<Instance> apis;
    final List<Instance> workers;
    final Instance monitoring;

    /** A service with its address. Its log is in the fleet's directory, and its name in the records of what it does. */
    record Instance(String name, QuarkusService server, String address) {}

    /** A fleet on one Redis server. */
    public static Fleet start(Path project) {
        return start(project, Map.of());
    }

    /**
     * A fleet on another Redis than its own.
     *
     * @param project the project's directory, with the packaged services
     * @param redisSettings how an operator would set its address
     */
    public static Fleet start(Path project, Map<String, String> redisSettings) {
        return new Fleet(project, redisSettings).launch();
    }

    private Fleet(Path project, Map<String, String> redisSettings) {
        this.project = project;
        this.redisSettings = redisSettings;
        folder = RunFolder.create();
        // The way out for Ctrl-C and for a start that fails; a launcher that is killed takes its servers with it all
        // the same.
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        accepted = kept(() -> new Journal(folder.path().resolve("accepted.log")));
        arrived = kept(() -> new Journal(folder.path().resolve("arrived.log")));
        var receivers = kept(() -> new Receivers(arrived));
        postgres = kept(() -> PostgresServer.temporary(folder.subfolder("postgres")));
        redis = kept(() -> RedisServer.temporary(folder.subfolder("redis")));
        redisWire = kept(() -> new Forwarder(redis.port()));
        webhookWire = kept(() -> new Forwarder(receivers.webhookPort()));
        mailWire = kept(() -> new Forwarder(receivers.mailPort()));
        apis = several("api-service");
        workers = several("worker-service");
        monitoring = instance("monitoring-service", 1, Map.of());
    }

    private <T extends AutoCloseable> T kept(Supplier<T> start) {
        var part = start.get();
        parts.addFirst(part);
        return part;
    }

    private Fleet launch() {
        try {
            postgres.createDatabase(DATABASE);
            apis.getFirst().server().start();
            Organizations.create(postgres);
            var others = launched.stream().skip(1).toList();
            others.forEach(service -> service.server().launch());
            others.forEach(service -> service.server().awaitReady());
            return this;
        } catch (StartFailure e) {
            close();
            throw e;
        }
    }

    private List<Instance> several(String module) {
        return IntStream.rangeClosed(1, INSTANCES)
                .mapToObj(number -> instance(module, number, Map.of()))
                .toList();
    }

    /** An instance that is not started yet. */
    Instance instance(String module, int number, Map<String, String> own) {
        var program = project.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(program)) {
            throw new StartFailure(module + " is not packaged: ./carillon drill packages it");
        }
        var port = FreePort.find();
        var environment = new HashMap<>(HASTE);
        environment.putAll(Map.of(
                "DATABASE_URL", postgres.jdbcUrl(DATABASE),
                "DATABASE_USER", postgres.user(),
                "DATABASE_PASSWORD", postgres.password(),
                "SMTP_HOST", "127.0.0.1",
                "SMTP_PORT", Integer.toString(mailWire.port()),
                "SMTP_FROM", "Carillon <carillon@example.test>",
                "CARILLON_OUTBOUND_ALLOW", "127.0.0.1/32",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port)));
        environment.putAll(
                redisSettings.isEmpty() ? Map.of("REDIS_URL", "redis://127.0.0.1:" + redisWire.port()) : redisSettings);
        environment.put("MALLOC_ARENA_MAX", "2");
        var name = module + "-" + number;
        environment.put("CARILLON_WORKER_NAME", name);
        environment.putAll(own);
        var address = "http://127.0.0.1:" + port;
        var log = folder.path().resolve(name + ".log");
        var instance = new Instance(name, new QuarkusService(name, program, address, environment, log), address);
        launched.add(instance);
        return instance;
    }

    /** Where webhooks go. */
    String webhookUrl() {
        return "http://127.0.0.1:" + webhookWire.port() + "/drill";
    }

    /** The logs of the services and the journals, until it is closed. */
    public Path directory() {
        return folder.path();
    }

    /** Leaves logs and journals behind when it is closed, for whoever wants to know what went wrong. */
    public void keep() {
        kept = true;
    }

    /** Whether it is being ended, so that whatever fails now is no news. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Ends everything; nothing of it runs any more when this returns. Says where its files are if they were to be kept. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        launched.parallelStream().forEach(service -> service.server().kill());
        for (var part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the drill could not be ended", e);
            }
        }
        if (kept) {
            System.out.println("Logs and journals are kept in " + folder.keep());
        } else {
            folder.delete();
        }
        if (!Thread.currentThread().equals(atTheEnd)) {
            forgetHook();
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException e) {
            // The end has begun: the hook finds nothing to do.
        }
    }
}
