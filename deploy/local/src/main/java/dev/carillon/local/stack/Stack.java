package dev.carillon.local.stack;

import dev.carillon.local.demo.JobApi;
import dev.carillon.local.mail.MailFolder;
import dev.carillon.local.process.Server;
import dev.carillon.local.process.StartFailure;
import dev.carillon.local.server.MailRefusal;
import dev.carillon.local.server.MailServer;
import dev.carillon.local.server.PostgresServer;
import dev.carillon.local.server.RedisServer;
import dev.carillon.local.webhook.WebhookReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite: PostgreSQL, Redis, the mail catcher, the webhook receiver and the three services. {@link #start} may be cut
 * short by {@link #close} from another thread, as Ctrl-C does.
 */
public final class Stack implements AutoCloseable {

    /** The database in the embedded PostgreSQL. */
    static final String DATABASE = "carillon";

    private final Settings settings;
    private final Credentials credentials;
    private final Report report;
    private final Supervisor supervisor;
    private final ServiceEnvironment environment;
    private final List<Part> services;
    private volatile @Nullable MailServer mail;
    private volatile @Nullable WebhookReceiver receiver;

    /** A suite that is not started yet. Its caller holds the {@link RunLock}. */
    public Stack(Settings settings, Report report) {
        this.settings = settings;
        this.report = report;
        this.credentials = Credentials.in(settings.data().credentials());
        this.supervisor = new Supervisor(report, settings.restart());
        this.environment = new ServiceEnvironment(settings, credentials);
        this.services = List.of(
                service(Port.API, "api"), service(Port.WORKER, "worker"), service(Port.MONITORING, "monitoring"));
    }

    private Part service(Port port, String name) {
        var program = settings.project().resolve(port.owner()).resolve("target/quarkus-app/quarkus-run.jar");
        var server = new QuarkusService(
                port.owner(),
                program,
                settings.address(port),
                environment.of(port),
                settings.data().log(name));
        return part(port.owner(), name, server);
    }

    private Part part(String name, String pidName, Server server) {
        return new Part(name, settings.data().pid(pidName), server);
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws StartFailure with one sentence about what is in the way
     */
    public void start() {
        new Leftovers(settings.data(), report).clear();
        PortCheck.check(settings);
        checkExternalServers();
        report.say("Starting Carillon with the data in " + settings.data().root());
        settings.data().pid("launcher").write(ProcessHandle.current());
        startCatchers();
        startPostgres();
        startRedis();
        startServices();
        EnvironmentFile.write(settings.data().environment(), environment.forPeople());
    }

    private void checkExternalServers() {
        settings.database()
                .ifPresent(database -> Reachability.check("DATABASE_URL", database.url(), 5432, "PostgreSQL"));
        settings.redisUrl().ifPresent(url -> Reachability.check("REDIS_URL", url, 6379, "Redis"));
    }

    private void startCatchers() {
        var folder = new MailFolder(settings.data().mail());
        report.step("mail catcher", "smtp://127.0.0.1:" + settings.port(Port.SMTP), () -> {
            mail = new MailServer(settings.port(Port.SMTP), MailRefusal.NONE, folder::keep);
        });
        report.step("webhook receiver", settings.address(Port.RECEIVER), () -> {
            receiver = new WebhookReceiver(
                    settings.port(Port.RECEIVER), settings.data().log("webhooks"));
        });
    }

    private void startPostgres() {
        if (settings.database().isPresent()) {
            report.say("  PostgreSQL           as DATABASE_URL says");
            return;
        }
        var port = settings.port(Port.POSTGRES);
        report.step("PostgreSQL", "127.0.0.1:" + port, () -> {
            var server = PostgresServer.persistent(
                    settings.data().postgres(),
                    settings.data().log("postgres"),
                    port,
                    Credentials.DATABASE_USER,
                    credentials.databasePassword());
            start(part("PostgreSQL", "postgres", server));
            server.createDatabase(DATABASE);
        });
    }

    private void startRedis() {
        if (settings.redisUrl().isPresent()) {
            report.say("  Redis                as REDIS_URL says");
            return;
        }
        var port = settings.port(Port.REDIS);
        report.step("Redis", "127.0.0.1:" + port, () -> {
            var server = RedisServer.persistent(
                    settings.data().redis(), settings.data().log("redis"), port);
            start(part("Redis", "redis", server));
        });
    }

    private void start(Part part) {
        supervisor.launch(part);
        supervisor.awaitReady(part);
    }

    /** The API first, because it brings the database's schema up to date; the others together. */
    private void startServices() {
        var api = services.getFirst();
        var others = services.subList(1, services.size());
        report.step(api.name(), settings.address(Port.API), () -> start(api));
        trustWebhooks();
        others.forEach(supervisor::launch);
        report.step("worker-service", settings.address(Port.WORKER), () -> supervisor.awaitReady(others.getFirst()));
        report.step(
                "monitoring-service", settings.address(Port.MONITORING), () -> supervisor.awaitReady(others.getLast()));
    }

    /** Before the worker starts: it may still have webhooks to deliver from an earlier run. */
    private void trustWebhooks() {
        try {
            receiver().trust(new JobApi(settings.address(Port.API), credentials.apiKey()).webhookSecret());
        } catch (IOException | IllegalArgumentException e) {
            report.say("The receiver does not check signatures, because the webhook secret is not known: "
                    + e.getMessage());
        }
    }

    /** The receiver of webhooks, once {@link #start} has begun. */
    public WebhookReceiver receiver() {
        var running = receiver;
        if (running == null) {
            throw new IllegalStateException("The webhook receiver was never started");
        }
        return running;
    }

    /** The secrets of this data directory. */
    public Credentials credentials() {
        return credentials;
    }

    /** Whether {@link #close} has begun, so that a failing start is no news. */
    public boolean isStopping() {
        return supervisor.isStopping();
    }

    /** Stops everything; nothing of it runs any more when this returns. */
    @Override
    public void close() {
        deleteFile(settings.data().ready());
        deleteFile(settings.data().environment());
        supervisor.stop(services);
        var startedReceiver = receiver;
        if (startedReceiver != null) {
            startedReceiver.close();
        }
        var startedMail = mail;
        if (startedMail != null) {
            startedMail.close();
        }
        settings.data().pid("launcher").delete();
    }

    private static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + file, e);
        }
    }
}
