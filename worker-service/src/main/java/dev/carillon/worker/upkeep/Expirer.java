package dev.carillon.worker.upkeep;

import dev.carillon.common.job.JobState;
import dev.carillon.common.store.JobExpiry;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Ends queued jobs that have expired before anybody claimed them. */
@Singleton
class Expirer implements Chore {

    private final JobExpiry expiry;
    private final JobEvents events;
    private final Telemetry telemetry;
    private final UpkeepConfig config;

    Expirer(JobExpiry expiry, JobEvents events, Telemetry telemetry, UpkeepConfig config) {
        this.expiry = expiry;
        this.events = events;
        this.telemetry = telemetry;
        this.config = config;
    }

    @Override
    public String name() {
        return "end jobs that have expired";
    }

    @Override
    public Duration interval() {
        return config.expireEvery();
    }

    @Override
    public Uni<Boolean> turn() {
        return expiry.expire(config.batch()).map(expired -> {
            telemetry.counter(CountMeasure.JOBS_EXPIRED).add(expired.size());
            events.publish(expired, JobState.EXPIRED);
            return expired.size() >= config.batch();
        });
    }
}
