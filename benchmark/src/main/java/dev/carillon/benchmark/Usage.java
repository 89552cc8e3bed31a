package dev.carillon.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time and memory of the suite's processes, PostgreSQL's with its children.
 *
 * @param processor since each started
 * @param residentBytes memory in use; 0 where the system does not say
 */
record Usage(Duration processor, long residentBytes) {

    /** Of every process, by its name. */
    static Map<String, Usage> of(Map<String, Long> pids) {
        Map<String, Usage> all = new LinkedHashMap<>();
        pids.forEach((name, pid) -> ProcessHandle.of(pid).ifPresent(process -> all.put(name, of(process))));
        return all;
    }

    private static Usage of(ProcessHandle process) {
        Duration own = process.info().totalCpuDuration().orElse(Duration.ZERO);
        // What a child of PostgreSQL used is lost when it ends: connections stay open for as long as a run lasts.
        Duration children = process.descendants()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
        return new Usage(own.plus(children), resident(process.pid()));
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }

    /** What was used since {@code earlier}. */
    Duration since(Usage earlier) {
        return processor.minus(earlier.processor());
    }
}
