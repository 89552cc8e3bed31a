package dev.carillon.common.health;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs the checks of this service and puts their results together. */
@Singleton
final class Health {

    private final List<TimedCheck> checks;
    private final String service;
    private final String version;
    private final long startedAt = System.nanoTime();

    Health(
            @All List<HealthCheck> checks,
            HealthConfig configuration,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.checks = checks.stream()
                .map(check -> new TimedCheck(check, configuration.deadline(), vertx))
                .toList();
        this.service = service;
        this.version = version;
    }

    /** Everything there is to know. */
    Uni<HealthReport> all() {
        return report(check -> true);
    }

    /** The answer to one probe. */
    Uni<HealthReport> probe(Probe probe) {
        return report(check -> check.probes().contains(probe));
    }

    /** One check alone; empty when there is none of that name. */
    Optional<Uni<HealthReport>> check(String name) {
        return checks.stream().anyMatch(check -> check.check().name().equals(name))
                ? Optional.of(report(check -> check.name().equals(name)))
                : Optional.empty();
    }

    private Uni<HealthReport> report(Predicate<HealthCheck> asked) {
        List<TimedCheck> selected =
                checks.stream().filter(check -> asked.test(check.check())).toList();
        if (selected.isEmpty()) {
            return Uni.createFrom().item(() -> reportOf(new TreeMap<>()));
        }
        return Uni.join()
                .all(selected.stream().map(TimedCheck::run).toList())
                .andFailFast()
                .map(results -> reportOf(byName(selected, results)));
    }

    private static SortedMap<String, CheckResult> byName(List<TimedCheck> selected, List<CheckResult> results) {
        SortedMap<String, CheckResult> named = new TreeMap<>();
        for (int index = 0; index < selected.size(); index++) {
            named.put(selected.get(index).check().name(), results.get(index));
        }
        return named;
    }

    private HealthReport reportOf(SortedMap<String, CheckResult> results) {
        return new HealthReport(service, version, Duration.ofNanos(System.nanoTime() - startedAt), results);
    }
}
