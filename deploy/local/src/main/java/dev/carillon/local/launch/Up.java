package dev.carillon.local.launch;

import dev.carillon.local.demo.Demo;
import dev.carillon.local.demo.JobApi;
import dev.carillon.local.mail.MailFolder;
import dev.carillon.local.process.StartFailure;
import dev.carillon.local.stack.DataDirectory;
import dev.carillon.local.stack.Port;
import dev.carillon.local.stack.Report;
import dev.carillon.local.stack.RunLock;
import dev.carillon.local.stack.Settings;
import dev.carillon.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything and stays until it is told to stop. */
@Command(
        name = "up",
        description = "Starts everything, sends one e-mail and one webhook through it, and stays until Ctrl-C.")
final class Up implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // picocli puts its own here

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final PortOptions ports = new PortOptions();

    @Option(names = "--detach", description = "Return when all is ready, and let it run in the background.")
    private boolean detach;

    @Option(names = "--no-demo", description = "Send nothing.")
    private boolean noDemo;

    @Option(names = "--no-restart", description = "Leave a process that ended as it is, instead of starting it again.")
    private boolean noRestart;

    @Option(names = Detached.OPTION, hidden = true)
    private boolean inBackground;

    @Override
    public Integer call() {
        var directory = common.directory().create();
        if (detach) {
            refuseSecond(directory);
            return new Detached(directory, spec.commandLine().getParseResult().originalArgs()).run();
        }
        var lock = RunLock.take(directory.lock()).orElseThrow(() -> alreadyUp(directory));
        try (lock) {
            return run(directory);
        }
    }

    private static void refuseSecond(DataDirectory directory) {
        if (RunLock.isTaken(directory.lock())) {
            throw alreadyUp(directory);
        }
    }

    private static StartFailure alreadyUp(DataDirectory directory) {
        return new StartFailure(
                "Carillon is already up with the data in %s; './carillon status' shows it, './carillon down' stops it."
                        .formatted(directory.root()));
    }

    private int run(DataDirectory directory) {
        var report = new Report(System.out);
        var settings = new Settings(
                CommonOptions.project(),
                directory,
                ports.numbers(),
                Settings.Database.in(System.getenv()),
                Optional.ofNullable(System.getenv("REDIS_URL")).filter(url -> !url.isBlank()),
                !noRestart);
        var stack = new Stack(settings, report);
        var failed = new AtomicBoolean();
        // The way out for Ctrl-C, for './carillon down', for a closed terminal and for a start that fails.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, failed.get(), report), "stop"));
        try {
            stack.start();
        } catch (StartFailure failure) {
            if (stack.isStopping()) {
                stayForever();
            }
            failed.set(true);
            throw failure;
        }
        if (!noDemo) {
            new Demo(
                            new JobApi(
                                    settings.address(Port.API),
                                    stack.credentials().apiKey()),
                            stack.receiver(),
                            new MailFolder(directory.mail()),
                            report::say)
                    .run();
        }
        new Welcome(settings, stack.credentials()).show(report, inBackground);
        announceReady(directory);
        stayForever();
        return 0;
    }

    private static void stop(Stack stack, boolean failed, Report report) {
        if (failed) {
            // What failed has been said, and is the one thing to read.
            stack.close();
            return;
        }
        report.say("Stopping Carillon");
        stack.close();
        report.say("Stopped; nothing of it runs any more.");
    }

    private static void announceReady(DataDirectory directory) {
        try {
            Files.writeString(directory.ready(), "ready\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + directory.ready(), e);
        }
    }

    private static void stayForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
