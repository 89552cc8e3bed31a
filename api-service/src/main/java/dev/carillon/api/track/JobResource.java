package dev.carillon.api.track;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.store.JobReader;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** An organization's jobs. */
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

    // A job has 50 attempts at most, and as many again for crashes and retries by hand.
    private static final int MOST_ATTEMPTS = 100;

    private final JobReader jobs;
    private final JobLookup lookup;
    private final CurrentCaller caller;

    JobResource(JobReader jobs, JobLookup lookup, CurrentCaller caller) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.caller = caller;
    }

    /** A page of jobs, newest first. */
    @GET
    public Uni<JobPage> list(@Context UriInfo address) {
        JobQuery query = JobQuery.read(address.getQueryParameters());
        return jobs.list(caller.organizationId(), query.filter(), query.before(), query.limit() + 1)
                .map(found -> JobPage.of(found, query.limit()));
    }

    /** One job. */
    @GET
    @Path("/{id}")
    public Uni<JobRepresentation> find(String id) {
        return lookup.job(JobLookup.id(id)).map(JobRepresentation::from);
    }

    /** A job's attempts. */
    @GET
    @Path("/{id}/attempts")
    public Uni<AttemptPage> attempts(String id) {
        JobId job = JobLookup.id(id);
        OrganizationId organization = caller.organizationId();
        return lookup.job(job)
                .chain(() -> jobs.attempts(organization, job, MOST_ATTEMPTS))
                .map(AttemptPage::of);
    }
}
