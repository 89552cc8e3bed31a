package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.telemetry.GaugeMeasure;
import dev.carillon.monitoring.collect.InstanceState;
import dev.carillon.monitoring.collect.ObservedInstance;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service and its instances.
 *
 * @param required whether jobs stand still without it
 * @param alive how many instances report
 * @param silent how many have stopped to, without a word
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record ServiceView(String service, boolean required, long alive, long silent, List<InstanceView> instances) {

    /** All that are observed or required, by name. */
    static List<ServiceView> of(Collection<ObservedInstance> observed, Collection<String> required) {
        SortedMap<String, List<ObservedInstance>> byService = new TreeMap<>();
        required.forEach(service -> byService.put(service, new ArrayList<>()));
        observed.forEach(instance -> byService
                .computeIfAbsent(instance.report().service(), first -> new ArrayList<>())
                .add(instance));
        List<ServiceView> views = new ArrayList<>();
        byService.forEach((service, instances) -> views.add(new ServiceView(
                service,
                required.contains(service),
                count(instances, InstanceState.ALIVE),
                count(instances, InstanceState.SILENT),
                instances.stream().map(InstanceView::of).toList())));
        return views;
    }

    private static long count(List<ObservedInstance> instances, InstanceState state) {
        return instances.stream().filter(instance -> instance.state() == state).count();
    }

    /**
     * One instance.
     *
     * @param lastReportAt when Redis took in its last report
     * @param cpu share (0 to 1) of its processors that it used between its last two reports
     * @param heapUsed in bytes
     * @param heapMax in bytes
     * @param residentMemory in bytes
     * @param inFlight jobs that it works on; null for those that do not
     * @param limits who keeps its rate limits: {@code redis} for all instances, or {@code local}; null for those without
     * @param caches what its caches work with: {@code redis}, or {@code memory} alone while it is away; null for those without
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record InstanceView(
            UUID id,
            String host,
            String version,
            InstanceState state,
            Instant startedAt,
            Instant lastReportAt,
            @Nullable Double cpu,
            @Nullable Long heapUsed,
            @Nullable Long heapMax,
            @Nullable Long residentMemory,
            @Nullable Long inFlight,
            @Nullable String limits,
            @Nullable String caches) {

        private static final String REDIS = "redis";

        private static final String LOCAL = "local";

        /** Whether it keeps its limits by itself, because Redis is away for it. */
        boolean keepsLimitsAlone() {
            return LOCAL.equals(limits) && state == InstanceState.ALIVE;
        }

        private static @Nullable Long whole(ObservedInstance instance, GaugeMeasure measure) {
            return instance.gauge(measure).map(Math::round).orElse(null);
        }

        static InstanceView of(ObservedInstance instance) {
            return new InstanceView(
                    instance.report().instance(),
                    instance.report().host(),
                    instance.report().version(),
                    instance.state(),
                    instance.report().startedAt(),
                    instance.lastReportAt(),
                    instance.gauge(GaugeMeasure.CPU).orElse(null),
                    whole(instance, GaugeMeasure.HEAP_USED),
                    whole(instance, GaugeMeasure.HEAP_MAX),
                    whole(instance, GaugeMeasure.RESIDENT_MEMORY),
                    whole(instance, GaugeMeasure.IN_FLIGHT),
                    instance.gauge(GaugeMeasure.LIMITS_SHARED)
                            .map(shared -> shared > 0 ? REDIS : LOCAL)
                            .orElse(null),
                    instance.gauge(GaugeMeasure.CACHES_SHARED)
                            .map(shared -> shared > 0 ? REDIS : "memory")
                            .orElse(null));
        }
    }
}
