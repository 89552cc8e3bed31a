package dev.carillon.local.stack;

import dev.carillon.local.process.RelaunchableServer;
import dev.carillon.local.process.ServerProcess;
import dev.carillon.local.process.StopSignal;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the three services, run from its package as {@code java -jar}. It can be used once its readiness probe says so. */
public final class QuarkusService extends RelaunchableServer {

    private static final Duration START_TIME = Duration.ofSeconds(90);

    /** Longer than the services' own grace period for running work. */
    private static final Duration STOP_TIME = Duration.ofSeconds(40);

    private static final int PROBE_TIMEOUT_MILLIS = 5_000;

    /**
     * Sized for a laptop: a service stays well under 350 MB. The serial collector needs no threads and little memory of its own,
     * and pauses a heap of this size for a few milliseconds. Methods are compiled after twice as many calls as usual, which
     * saves a tenth of the processor time of a start; what is really hot is still compiled fully. A request's way leads through many
     * small methods of several libraries: that more of them are compiled into their callers saves a sixth of its processor time.
     * Whenever compiled code has grown by 15 % of its reserve the whole heap is collected, a tenth of a second: the reserve, which
     * costs no memory, is larger than needed.
     */
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:CompileThresholdScaling=2",
            "-XX:InlineSmallCode=4000",
            "-XX:MaxInlineLevel=25",
            "-XX:FreqInlineSize=500",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:ReservedCodeCacheSize=192m",
            "--enable-native-access=ALL-UNNAMED");

    private final Path program;
    private final String address;
    private final Map<String, String> environment;
    private final Path log;

    /**
     * A service that is not started yet.
     *
     * @param name the name to use when talking to people
     * @param program its {@code quarkus-run.jar}
     * @param address its HTTP address
     * @param environment its configuration
     * @param log where its output is appended
     */
    public QuarkusService(String name, Path program, String address, Map<String, String> environment, Path log) {
        super(name, START_TIME, STOP_TIME);
        this.program = program;
        this.address = address;
        this.environment = environment;
        this.log = log;
    }

    @Override
    protected ServerProcess.Command command(String name) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM_OPTIONS);
        line.add("-jar");
        line.add(program.toString());
        return new ServerProcess.Command(name, line, environment, log, StopSignal.TERM, null);
    }

    @Override
    protected boolean isReady(ServerProcess process) throws IOException {
        return answersReady(address);
    }

    /** Whether the readiness probe of the service at {@code address} answers 200. */
    public static boolean answersReady(String address) throws IOException {
        var connection = (HttpURLConnection)
                URI.create(address + "/health/ready").toURL().openConnection();
        connection.setConnectTimeout(PROBE_TIMEOUT_MILLIS);
        connection.setReadTimeout(PROBE_TIMEOUT_MILLIS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }
}
