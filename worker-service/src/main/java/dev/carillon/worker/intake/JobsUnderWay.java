package dev.carillon.worker.intake;

import dev.carillon.common.job.JobId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The jobs that this instance has claimed and not yet settled. */
@Singleton
public class JobsUnderWay {

    private final Set<JobId> jobs = ConcurrentHashMap.newKeySet();

    void begin(JobId job) {
        jobs.add(job);
    }

    void end(JobId job) {
        jobs.remove(job);
    }

    /** Their ids now. */
    public List<JobId> ids() {
        return List.copyOf(jobs);
    }
}
