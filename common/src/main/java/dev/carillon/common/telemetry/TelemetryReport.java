package dev.carillon.common.telemetry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What one instance tells about itself, as it travels. Measures go by their wire names and unknown ones are kept, so that
 * services of different versions understand each other during an upgrade.
 *
 * @param instance {@link InstanceIdentity#id()}
 * @param service {@link InstanceIdentity#service()}
 * @param host {@link InstanceIdentity#host()}
 * @param version {@link InstanceIdentity#version()}
 * @param startedAt {@link InstanceIdentity#startedAt()}
 * @param sequence 1 for an instance's first report, then ascending by one. The same number is the same report, sent again
 *     because its sender could not know whether it had arrived
 * @param sentAt when it was made, by the instance's clock
 * @param covers the time since the report before, over which its counts and latencies were recorded
 * @param interval the time until the instance means to report again
 * @param stopping whether this is the instance's last report, because it stops in order
 * @param counts how often each {@link CountMeasure} happened; those that did not are left out
 * @param gauges the value of each {@link GaugeMeasure} that the instance has
 * @param latencies {@link LatencyHistogram#toBytes()} of each {@link LatencyMeasure}; empty ones are left out
 * @param caches how often each {@link CacheMeasure} happened in each cache, by its name; those that did not are left out
 */
@RegisterForReflection
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TelemetryReport(
        UUID instance,
        String service,
        String host,
        String version,
        Instant startedAt,
        long sequence,
        Instant sentAt,
        Duration covers,
        Duration interval,
        boolean stopping,
        Map<String, Long> counts,
        Map<String, Double> gauges,
        Map<String, byte[]> latencies,
        Map<String, Map<String, Long>> caches) {

    /** Instances of older versions do not tell of caches. */
    @SuppressWarnings("NullAway")
    public TelemetryReport {
        caches = Objects.requireNonNullElseGet(caches, Map::of);
    }
}
