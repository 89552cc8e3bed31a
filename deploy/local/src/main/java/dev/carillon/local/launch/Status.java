package dev.carillon.local.launch;

import dev.carillon.local.stack.DataDirectory;
import dev.carillon.local.stack.EnvironmentFile;
import dev.carillon.local.stack.QuarkusService;
import dev.carillon.local.stack.Reachability;
import dev.carillon.local.stack.RunLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what runs. */
@Command(name = "status", description = "Shows what runs; the exit code is 0 when all of it is ready.")
final class Status implements Callable<Integer> {

    @Mixin
    private final CommonOptions common = new CommonOptions();

    /** A process of the suite: its pid file's name and the variable of the environment file that has its address. */
    private enum Member {
        POSTGRES("postgres", "DATABASE_URL", 5432),
        REDIS("redis", "REDIS_URL", 6379),
        API("api", "CARILLON_API_URL", 0),
        WORKER("worker", "CARILLON_WORKER_URL", 0),
        MONITORING("monitoring", "CARILLON_MONITORING_URL", 0);

        private final String pidFile;
        private final String variable;

        /** The port of an address that names none; 0 for the services. */
        private final int usualPort;

        Member(String pidFile, String variable, int usualPort) {
            this.pidFile = pidFile;
            this.variable = variable;
            this.usualPort = usualPort;
        }

        private boolean isService() {
            return usualPort == 0;
        }
    }

    private enum State {
        READY("ready"),
        NOT_READY("not ready"),
        DOWN("DOWN"),
        EXTERNAL("not ours");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    @Override
    public Integer call() {
        var directory = common.directory();
        if (!RunLock.isTaken(directory.lock())) {
            System.out.println("Carillon is not running; './carillon up' starts it.");
            return 1;
        }
        var environment = EnvironmentFile.read(directory.environment());
        if (environment.isEmpty()) {
            System.out.println("Carillon is starting or stopping.");
        }
        var allWell = Arrays.stream(Member.values())
                .map(member -> show(directory, member, environment))
                .allMatch(state -> state == State.READY || state == State.EXTERNAL);
        return allWell && !environment.isEmpty() ? 0 : 1;
    }

    private static State show(DataDirectory directory, Member member, Map<String, String> environment) {
        var address = environment.getOrDefault(member.variable, "");
        var process = directory.pid(member.pidFile).process();
        var state = state(member, address, process);
        System.out.printf(
                "%-12s %-10s %-12s %-8s %s%n",
                member.pidFile,
                state.words,
                process.map(running -> "pid " + running.pid()).orElse(""),
                process.map(Status::memory).orElse(""),
                address);
        return state;
    }

    private static State state(Member member, String address, Optional<ProcessHandle> process) {
        if (process.isEmpty()) {
            // A store that answers without a process of ours is the one that the environment named.
            var external = !member.isService() && !address.isEmpty() && Reachability.answers(address, member.usualPort);
            return external ? State.EXTERNAL : State.DOWN;
        }
        if (!member.isService()) {
            return State.READY;
        }
        try {
            return !address.isEmpty() && QuarkusService.answersReady(address) ? State.READY : State.NOT_READY;
        } catch (IOException e) {
            return State.NOT_READY;
        }
    }

    /** Resident memory, as {@code ps} tells it on Linux and macOS alike. */
    private static String memory(ProcessHandle process) {
        try {
            var asked = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
            var kilobytes = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return kilobytes.isEmpty() ? "" : Long.parseLong(kilobytes) / 1024 + " MB";
        } catch (IOException e) {
            return "";
        }
    }
}
