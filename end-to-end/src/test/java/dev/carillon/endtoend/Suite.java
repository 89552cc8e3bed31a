package dev.carillon.endtoend;

import dev.carillon.local.process.FreePort;
import dev.carillon.local.process.RelaunchableServer;
import dev.carillon.local.server.PostgresServer;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.stack.QuarkusService;
import dev.carillon.local.testing.TestMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The whole suite, started from its packages. One for all tests of the run: a test that ends a part of it starts that part
 * again.
 */
final class Suite {

    static final String API_KEY = "ck_endtoend_EndToEndSecretOfTheTestsOnly0123456789";
    static final String ADMINISTRATOR = "administrator@example.test";
    static final String PASSWORD = "Only-for-the-end-to-end-tests-7";

    private static final String DATABASE = "carillon";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Where the services of this run write. */
    static final Path LOGS =
            Path.of("target", "end-to-end-logs", UUID.randomUUID().toString());

    /** Fast where production is patient, so that tests of failures take seconds. */
    private static final Map<String, String> HASTE = Map.of(
            "CARILLON_RETRY_DELAYS", "PT0.3S,PT0.6S",
            "CARILLON_WORKER_LEASE", "PT3S",
            "CARILLON_UPKEEP_ADOPT_EVERY", "PT0.5S",
            "CARILLON_UPKEEP_ADOPT_GRACE", "PT2S",
            "CARILLON_UPKEEP_RESCUE_EVERY", "PT0.5S",
            "CARILLON_UPKEEP_RESCUE_CAUTION", "PT2S",
            "CARILLON_TELEMETRY_INTERVAL", "PT1S");

    private static Optional<Suite> running = Optional.empty();

    final PostgresServer postgres;
    final RedisServer redis;
    final TestMail mail;
    final Service api;
    final Service worker;
    final Service secondWorker;
    final Service monitoring;

    /** A service with its address. */
    record Service(QuarkusService server, String address) {

        /** Starts it and waits until it is ready. */
        void start() {
            server.launch();
            server.awaitReady();
        }
    }

    private Suite() {
        postgres = PostgresServer.temporary();
        postgres.createDatabase(DATABASE);
        redis = RedisServer.temporary();
        mail = new TestMail();
        Ledger.keep("password", PASSWORD);
        Ledger.keepThoseOf(API_KEY + " " + ADMINISTRATOR);
        api = service(
                "api-service",
                Map.of(
                        "CARILLON_BOOTSTRAP_ORGANIZATION", "End to end",
                        "CARILLON_BOOTSTRAP_ADMIN_EMAIL", ADMINISTRATOR,
                        "CARILLON_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD,
                        "CARILLON_BOOTSTRAP_API_KEY", API_KEY,
                        // Everybody in the tests comes from one address, and the machine may be slow.
                        "CARILLON_LIMIT_POLICIES_AUTH_FALLBACK", "local",
                        "CARILLON_LIMIT_POLICIES_AUTH_QUOTA", "1000",
                        "CARILLON_LIMIT_POLICIES_STRICT_QUOTA", "1000"));
        worker = service("worker-service", Map.of("CARILLON_WORKER_NAME", "worker-1"));
        secondWorker = service("worker-service", Map.of("CARILLON_WORKER_NAME", "worker-2"));
        monitoring = service("monitoring-service", Map.of());
        api.start();
        worker.server().launch();
        monitoring.server().launch();
        worker.server().awaitReady();
        monitoring.server().awaitReady();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /** The suite, with every part running but the second worker. */
    static synchronized Suite running() {
        if (running.isEmpty()) {
            running = Optional.of(new Suite());
        }
        return running.get();
    }

    private void stop() {
        stopServices();
        mail.close();
        redis.close();
        postgres.close();
    }

    /** Ends the services, those that run, so that their logs are complete. Nothing of the suite can be used afterwards. */
    void stopServices() {
        // In good order, so that the services can write what they covered.
        Stream.of(api, worker, secondWorker, monitoring)
                .filter(Suite::wasStarted)
                .parallel()
                .forEach(service -> service.server().stop());
    }

    private static boolean wasStarted(Service service) {
        try {
            return service.server().process().isAlive();
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private Service service(String module, Map<String, String> own) {
        int port = FreePort.find();
        Map<String, String> environment = new HashMap<>(HASTE);
        environment.putAll(Map.of(
                "DATABASE_URL", postgres.jdbcUrl(DATABASE),
                "DATABASE_USER", postgres.user(),
                "DATABASE_PASSWORD", postgres.password(),
                "REDIS_URL", redis.url(),
                "SMTP_HOST", mail.host(),
                "SMTP_PORT", Integer.toString(mail.port()),
                "SMTP_FROM", "Carillon <carillon@example.test>",
                "CARILLON_OUTBOUND_ALLOW", "127.0.0.1/32",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port)));
        environment.putAll(own);
        coverage().ifPresent(agent -> environment.put("JAVA_TOOL_OPTIONS", agent));
        Path log = LOGS.resolve(module + "-" + UUID.randomUUID() + ".log");
        String address = "http://127.0.0.1:" + port;
        Path program = ROOT.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(program)) {
            throw new IllegalStateException(module + " is not packaged: run ./mvnw package first");
        }
        return new Service(new QuarkusService(module, program, address, environment, log.toAbsolutePath()), address);
    }

    /** Lets the services record what the tests reach in them; the agent is the one that records this JVM. */
    private static Optional<String> coverage() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .findFirst();
    }

    /** What the logs of all services said. */
    static List<String> logs() {
        try (Stream<Path> files = Files.list(LOGS)) {
            return files.flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number that a query answers. */
    long count(String query) {
        try (Connection connection = postgres.connect(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a server as a crash would, and starts it again. */
    static void restartAfterCrash(RelaunchableServer server) {
        server.kill();
        server.launch();
        server.awaitReady();
    }
}
