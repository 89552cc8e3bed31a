package dev.carillon.common.start;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The main class of every service. It differs from the one that Quarkus would generate in one thing: a start that fails by
 * somebody's setting ends with a message for that person and exit code 1, not with a stack trace.
 */
@QuarkusMain
public final class ServiceMain {

    private ServiceMain() {}

    /**
     * Runs the service until it is told to stop.
     *
     * @param arguments the command line; Carillon reads none, settings come from the environment
     */
    public static void main(String... arguments) {
        // In development mode Quarkus handles failures itself: it waits for the source to be corrected.
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            Quarkus.run(arguments);
        } else {
            Quarkus.run(null, ServiceMain::stopped, arguments);
        }
    }

    private static void stopped(Integer exitCode, @Nullable Throwable failure) {
        Optional<String> explanation = Optional.ofNullable(failure).flatMap(StartFailure::explain);
        if (explanation.isPresent()) {
            // The log is configured by what has just been found wrong, so this goes to the console as it is. And
            // nothing
            // runs yet that would have to be stopped: an orderly exit would only print what waits in the log above it.
            System.err.println(explanation.get());
            Runtime.getRuntime().halt(exitCode);
        }
        if (failure != null) {
            Logger.getLogger(ServiceMain.class).error("The service could not start", failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(exitCode, failure);
    }
}
