package dev.carillon.api.submit;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.Job;
import dev.carillon.common.problem.ProblemKind;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what was asked for and what came of it. */
@Singleton
class SubmitMetrics {

    private final MeterRegistry registry;
    private final Telemetry telemetry;
    private final Map<Channel, Counter> accepted;
    private final Counter replayed;
    private final Counter deduplicated;

    SubmitMetrics(MeterRegistry registry, Telemetry telemetry) {
        this.registry = registry;
        this.telemetry = telemetry;
        this.accepted =
                Arrays.stream(Channel.values()).collect(Collectors.toUnmodifiableMap(each -> each, this::accepted));
        this.replayed = Counter.builder("carillon.jobs.replayed")
                .description("Repeated requests that were answered with the jobs of the first")
                .register(registry);
        this.deduplicated = Counter.builder("carillon.jobs.deduplicated")
                .description("Jobs that were not made because an unfinished one had their dedupe key")
                .register(registry);
    }

    private Counter accepted(Channel channel) {
        return Counter.builder("carillon.jobs.accepted")
                .description("Jobs that became durable")
                .tag("type", channel.type().wireName())
                .tag("channel", channel.wireName())
                .register(registry);
    }

    void countAccepted(List<Job> jobs) {
        telemetry.counter(CountMeasure.JOBS_ACCEPTED).add(jobs.size());
        for (Job job : jobs) {
            Counter counter = accepted.get(job.channel());
            if (counter != null) {
                counter.increment();
            }
        }
    }

    void countReplayed() {
        replayed.increment();
    }

    void countDeduplicated(int jobs) {
        if (jobs > 0) {
            deduplicated.increment(jobs);
        }
    }

    void countRejected(Throwable failure) {
        Counter.builder("carillon.jobs.rejected")
                .description("Requests for jobs that were refused, by kind of problem")
                .tag("reason", ProblemKind.of(failure).name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
