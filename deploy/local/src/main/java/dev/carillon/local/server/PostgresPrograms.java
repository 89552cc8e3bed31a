package dev.carillon.local.server;

import com.sun.security.auth.module.UnixSystem;
import dev.carillon.local.process.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Command lines for PostgreSQL's programs, and the creation of a cluster. */
final class PostgresPrograms {

    /** Increase when the options of {@code initdb} change, so that old cached clusters are not used. */
    private static final int CLUSTER_VERSION = 1;

    /** Password of the superuser in throw-away clusters; they listen on the loopback address alone and live for one test run. */
    static final String TEMPORARY_PASSWORD = "carillon";

    private PostgresPrograms() {}

    /** The command line of {@code program} with {@code arguments}. */
    static List<String> line(String program, List<String> arguments) {
        var line = new ArrayList<String>();
        if (new UnixSystem().getUid() == 0) {
            line.addAll(asNobodyInParticular());
        }
        line.add(PostgresBinaries.directory().resolve("bin").resolve(program).toString());
        line.addAll(arguments);
        return line;
    }

    /** PostgreSQL refuses to run as root. In a user namespace of its own it runs as nobody, and its files stay root's. */
    private static List<String> asNobodyInParticular() {
        try {
            var trial = new ProcessBuilder("unshare", "--user", "true").start();
            if (trial.waitFor(5, TimeUnit.SECONDS) && trial.exitValue() == 0) {
                return List.of("unshare", "--user");
            }
        } catch (IOException e) {
            // There is no such program: the answer below says what to do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StartFailure("PostgreSQL does not run as root, and this machine does not allow user namespaces"
                + " ('unshare --user' fails); run this as an ordinary user");
    }

    /** Makes {@code directory} a copy of an empty cluster that was initialised once for all tests of this machine. */
    static void copyTemporaryCluster(Path directory) throws IOException {
        var name = "cluster-%s-%d"
                .formatted(
                        PostgresBinaries.directory().getFileName().toString().replace("postgresql-", ""),
                        CLUSTER_VERSION);
        var prepared = ServerCache.directory(name, target -> initialise(target, "carillon", TEMPORARY_PASSWORD));
        DirectoryTree.copyContent(prepared, directory);
    }

    /** Creates a cluster with one superuser. */
    static void initialise(Path directory, String user, String password) throws IOException {
        var passwordFile = Files.createTempFile("carillon", ".password");
        try {
            Files.writeString(passwordFile, password);
            // The builtin locale sorts and compares the same on every machine; no-sync because the server syncs what it
            // starts on.
            run(line(
                    "initdb",
                    List.of(
                            "--pgdata=" + directory,
                            "--username=" + user,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C",
                            "--no-sync")));
        } finally {
            Files.delete(passwordFile);
        }
    }

    private static void run(List<String> line) throws IOException {
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StartFailure("Could not create a PostgreSQL cluster: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while creating a PostgreSQL cluster", e);
        }
    }
}
