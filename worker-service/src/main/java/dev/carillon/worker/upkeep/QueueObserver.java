package dev.carillon.worker.upkeep;

import dev.carillon.worker.queue.QueueFigures;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Looks at the queues from time to time, for health and metrics. */
@Singleton
class QueueObserver implements Chore {

    private final QueueFigures figures;
    private final UpkeepConfig config;

    QueueObserver(QueueFigures figures, UpkeepConfig config) {
        this.figures = figures;
        this.config = config;
    }

    @Override
    public String name() {
        return "look at the queues";
    }

    @Override
    public Duration interval() {
        return config.observeEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        return figures.refresh().replaceWith(false);
    }
}
