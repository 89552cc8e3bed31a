package dev.carillon.common.log.sentry;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.LogContext;

/** Reports errors while the service runs, if there is somebody to report them to. */
@Singleton
final class SentryReports {

    private static final String ROOT = "";
    private static final String OURS = "dev.carillon";

    private final SentryConfig config;
    private final String service;
    private final String version;
    private Optional<SentryLogHandler> handler = Optional.empty();

    SentryReports(
            SentryConfig config,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.config = config;
        this.service = service;
        this.version = version;
    }

    /** Before everything that may fail at the start. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        config.dsn().ifPresent(dsn -> {
            Sentry.init(options(dsn));
            SentryLogHandler reporting = new SentryLogHandler(config.level().level(), config.perSecond());
            handler = Optional.of(reporting);
            LogContext.getLogContext().getLogger(ROOT).addHandler(reporting);
        });
    }

    /** After everything that may fail at the end. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent event) {
        handler.ifPresent(reporting -> {
            LogContext.getLogContext().getLogger(ROOT).removeHandler(reporting);
            Sentry.close();
        });
    }

    private SentryOptions options(String dsn) {
        SentryOptions options = new SentryOptions();
        options.setDsn(dsn);
        options.setEnvironment(config.environment());
        options.setRelease("carillon@" + version);
        options.setTag("service", service);
        options.addInAppInclude(OURS);
        options.setMaxQueueSize(config.queue());
        options.setConnectionTimeoutMillis(Math.toIntExact(config.timeout().toMillis()));
        options.setReadTimeoutMillis(Math.toIntExact(config.timeout().toMillis()));
        // The client waits twice: until its queue is empty, and then (15 s, if not told) until its thread has ended.
        long halfMillis = config.shutdownTimeout().dividedBy(2).toMillis();
        options.setShutdownTimeoutMillis(halfMillis);
        options.setFlushTimeoutMillis(halfMillis);
        options.setBeforeSend((occurrence, _) -> SentryEvents.masked(occurrence));
        // One scope for all threads: nothing of one request may be found in the event of another.
        options.setGlobalHubMode(true);
        options.setMaxBreadcrumbs(0);
        options.setSendDefaultPii(false);
        // Each line knows its host; Sentry would ask the network for it, while whoever logs waits.
        options.setAttachServerName(false);
        // What is set here is all there is, and lines of the log are all that is reported.
        options.setEnableExternalConfiguration(false);
        options.setEnableUncaughtExceptionHandler(false);
        options.setEnableShutdownHook(false);
        options.setEnableAutoSessionTracking(false);
        options.setSendClientReports(false);
        SentryDiagnostics diagnostics = new SentryDiagnostics();
        options.setDebug(true);
        options.setDiagnosticLevel(SentryLevel.WARNING);
        options.setLogger(diagnostics);
        options.setFatalLogger(diagnostics);
        return options;
    }
}
