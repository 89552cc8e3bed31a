package dev.carillon.worker.queue;

import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.pause.PauseAdministration;
import dev.carillon.common.store.JobCounts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest picture of the queues for health and metrics, so that neither waits for PostgreSQL. All workers tell the same
 * figures: they are of the installation and not to be added up.
 */
@Singleton
public class QueueFigures implements MeterBinder {

    private final JobCounts counts;
    private final PauseAdministration pauses;
    private volatile @Nullable QueuePicture latest;

    QueueFigures(JobCounts counts, PauseAdministration pauses) {
        this.counts = counts;
        this.pauses = pauses;
    }

    /** The latest picture; null before the first. */
    public @Nullable QueuePicture latest() {
        return latest;
    }

    /** Takes a new one: three cheap statements, no row of a job is counted. */
    public Uni<Void> refresh() {
        return counts.read()
                .chain(read -> counts.oldestWaiting()
                        .chain(oldest -> pauses.tally()
                                .invoke(tally -> latest =
                                        new QueuePicture(read, oldest.orElse(null), tally, System.nanoTime()))))
                .replaceWithVoid();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Channel channel : Channel.values()) {
            Gauge.builder("carillon.queue.jobs", this, of(picture -> picture.jobs(channel, JobState.QUEUED)))
                    .description("Queued jobs of the whole installation: every worker tells the same, do not add up")
                    .tag("channel", channel.wireName())
                    .register(registry);
        }
        Gauge.builder(
                        "carillon.queue.oldest",
                        this,
                        of(picture -> picture.oldestWaiting() == null
                                ? 0
                                : picture.oldestWaiting().toMillis() / 1_000.0))
                .description("How long the oldest queued job has waited that is not paused; 0 when none waits")
                .baseUnit("seconds")
                .register(registry);
        pauses(registry, "installation", picture -> picture.pauses().installation());
        pauses(registry, "organization", picture -> picture.pauses().organization());
    }

    private void pauses(MeterRegistry registry, String scope, ToDoubleFunction<QueuePicture> number) {
        Gauge.builder("carillon.pauses", this, of(number))
                .description("Pauses in force, by whose jobs they hold back: every worker tells the same")
                .tag("scope", scope)
                .register(registry);
    }

    /** NaN before the first picture: what is not known is not 0. */
    private static ToDoubleFunction<QueueFigures> of(ToDoubleFunction<QueuePicture> figure) {
        return figures -> {
            QueuePicture picture = figures.latest();
            return picture == null ? Double.NaN : figure.applyAsDouble(picture);
        };
    }
}
