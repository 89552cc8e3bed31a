package dev.carillon.common.telemetry;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Reads off what the process uses of its machine. Only what the JDK and Linux offer to native executables as well. */
@Singleton
class ProcessGauges {

    private static final Path LINUX_PROCESS_STATUS = Path.of("/proc/self/status");

    private long cpuReadAtNanos = System.nanoTime();
    private Duration cpuUsed = cpuUsed();

    void register(@Observes StartupEvent started, Telemetry telemetry) {
        telemetry.gauge(GaugeMeasure.CPU, this::cpu);
        telemetry.gauge(GaugeMeasure.HEAP_USED, ProcessGauges::heapUsed);
        telemetry.gauge(GaugeMeasure.HEAP_MAX, () -> Runtime.getRuntime().maxMemory());
        if (Files.isReadable(LINUX_PROCESS_STATUS)) {
            telemetry.gauge(GaugeMeasure.RESIDENT_MEMORY, ProcessGauges::residentMemory);
        }
    }

    private double cpu() {
        long now = System.nanoTime();
        Duration used = cpuUsed();
        double available =
                (double) (now - cpuReadAtNanos) * Runtime.getRuntime().availableProcessors();
        double share = available == 0 ? Double.NaN : used.minus(cpuUsed).toNanos() / available;
        cpuReadAtNanos = now;
        cpuUsed = used;
        return Math.clamp(share, 0, 1);
    }

    private static Duration cpuUsed() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double heapUsed() {
        Runtime runtime = Runtime.getRuntime();
        return (double) runtime.totalMemory() - runtime.freeMemory();
    }

    private static double residentMemory() {
        // The line reads "VmRSS:      123456 kB".
        try {
            for (String line : Files.readAllLines(LINUX_PROCESS_STATUS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("VmRSS:")) {
                    return 1024.0 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return Double.NaN;
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }
}
