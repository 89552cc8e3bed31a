package dev.carillon.monitoring.overview;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.WireNamed;
import dev.carillon.monitoring.pause.PausesView;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the installation is doing. {@code docs/monitoring.md} says what each number means.
 *
 * @param generatedAt when this was put together
 * @param status the worst that any reason gives cause for
 * @param reasons why the status is no better; empty when it is healthy
 * @param parts how fresh each part is
 * @param services the services and their instances, those that are missing too
 * @param jobs all jobs by channel and state; null when that has never been had
 * @param pauses what administrators and organizations have paused; null when that has never been had
 * @param throughput of the last minute
 * @param latencies of the last five minutes, by service and measure
 * @param errors of the last five minutes
 * @param caches of the last five minutes, by service and name
 * @param series the last hour by minute; null when that has never been had
 */
// The interface too: from it Jackson learns how enums are written.
@RegisterForReflection(targets = {Overview.class, WireNamed.class, Channel.class})
@JsonNaming(SnakeCaseStrategy.class)
public record Overview(
        Instant generatedAt,
        SystemStatus status,
        List<Reason> reasons,
        Map<String, Freshness> parts,
        List<ServiceView> services,
        @Nullable JobsView jobs,
        @Nullable PausesView pauses,
        ThroughputView throughput,
        List<LatencyView> latencies,
        ErrorsView errors,
        List<CacheView> caches,
        @Nullable SeriesView series) {

    /**
     * How fresh a part is.
     *
     * @param asOf when it was true; null when it has never been had
     * @param stale whether its source does not answer, so that it is older than it should be
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    public record Freshness(@Nullable Instant asOf, boolean stale) {

        static Freshness of(Reading<?> reading) {
            return new Freshness(reading.asOf(), reading.stale());
        }
    }
}
