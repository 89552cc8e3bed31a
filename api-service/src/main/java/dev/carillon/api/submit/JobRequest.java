package dev.carillon.api.submit;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.problem.FieldError;
import java.util.List;

/**
 * A job that a client asks for, field by field as it was read. Reading notes mistakes and goes on, so that several requests can
 * be judged together; {@link #job} is for use once none was found.
 */
interface JobRequest {

    /** What of the request is not in the job, and why; empty when all of it is. */
    default List<FieldError> warnings() {
        return List.of();
    }

    /** The job that is asked for. */
    NewJob job(JobId id, OrganizationId organization, MaxAttempts defaults);
}
