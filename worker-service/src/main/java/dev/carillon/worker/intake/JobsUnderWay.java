package dev.carillon.worker.intake;

import dev.carillon.common.job.JobId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that this instance has claimed and not yet settled. */
@Singleton
public class JobsUnderWay {

    /** With how many deliveries: one that was taken back while it was under way may come again. */
    private final Map<JobId, Integer> jobs = new ConcurrentHashMap<>();

    void begin(JobId job) {
        jobs.merge(job, 1, Integer::sum);
    }

    void end(JobId job) {
        jobs.computeIfPresent(job, (_, deliveries) -> deliveries == 1 ? null : deliveries - 1);
    }

    /** Their ids now. */
    public List<JobId> ids() {
        return List.copyOf(jobs.keySet());
    }
}
