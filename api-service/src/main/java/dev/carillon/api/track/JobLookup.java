package dev.carillon.api.track;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.log.LogField;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import dev.carillon.common.store.JobReader;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Finds the caller's jobs. */
@Singleton
public class JobLookup {

    private final JobReader jobs;
    private final CurrentCaller caller;

    JobLookup(JobReader jobs, CurrentCaller caller) {
        this.jobs = jobs;
        this.caller = caller;
    }

    /** The id in a path, which the lines of the request carry from then on. Throws 404 for what is none, as for a job that does not exist. */
    public static JobId id(String text) {
        JobId id = JobId.parse(text).orElseThrow(JobLookup::unknown);
        LogField.JOB_ID.put(id);
        return id;
    }

    /** The caller's job. Fails with 404 when there is none of that id, or it is another organization's. */
    public Uni<Job> job(JobId id) {
        return jobs.find(caller.organizationId(), id).map(found -> found.orElseThrow(JobLookup::unknown));
    }

    /** The same for a job that does not exist, that is another organization's, and for what is no id at all. */
    public static ProblemException unknown() {
        return new ProblemException(
                Problem.of(ProblemKind.NOT_FOUND, "There is no such job in the organization of this API key."));
    }
}
