package dev.carillon.api.track;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.store.JobControl;
import dev.carillon.common.store.JobReader;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An organization's jobs. */
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

    // A job has 50 attempts at most, and as many again for crashes and retries by hand.
    private static final int MOST_ATTEMPTS = 100;

    private final JobReader jobs;
    private final JobControl control;
    private final JobStream stream;
    private final JobEvents events;
    private final CurrentCaller caller;
    private final Telemetry telemetry;

    JobResource(
            JobReader jobs,
            JobControl control,
            JobStream stream,
            JobEvents events,
            CurrentCaller caller,
            Telemetry telemetry) {
        this.jobs = jobs;
        this.control = control;
        this.stream = stream;
        this.events = events;
        this.caller = caller;
        this.telemetry = telemetry;
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
        return job(id(id)).map(JobRepresentation::from);
    }

    /** A job's attempts. */
    @GET
    @Path("/{id}/attempts")
    public Uni<AttemptPage> attempts(String id) {
        JobId job = id(id);
        OrganizationId organization = caller.organizationId();
        return job(job).chain(() -> jobs.attempts(organization, job, MOST_ATTEMPTS))
                .map(AttemptPage::of);
    }

    /** Withdraws a job. */
    @POST
    @Path("/{id}/cancel")
    public Uni<JobRepresentation> cancel(String id) {
        JobId job = id(id);
        return control.cancel(caller.organizationId(), job)
                .chain(moved -> movedOrRefused(moved, job, JobRefusal::notCancellable))
                .invoke(this::tell)
                .invoke(() -> telemetry.counter(CountMeasure.JOBS_CANCELLED).increment())
                .map(JobRepresentation::from);
    }

    /** Queues a job again. */
    @POST
    @Path("/{id}/retry")
    public Uni<JobRepresentation> retry(String id) {
        JobId job = id(id);
        return control.retry(caller.organizationId(), job)
                .chain(moved -> moved.isPresent()
                        ? Uni.createFrom().item(moved)
                        : refuseIfKeyIsTaken(job).replaceWith(moved))
                .chain(moved -> movedOrRefused(moved, job, JobRefusal::notRetryable))
                .invoke(this::tell)
                .invoke(this::announce)
                .map(JobRepresentation::from);
    }

    private Uni<Void> refuseIfKeyIsTaken(JobId id) {
        return control.keyHolder(caller.organizationId(), id)
                .invoke(holder -> holder.ifPresent(other -> {
                    throw JobRefusal.keyTaken(other);
                }))
                .replaceWithVoid();
    }

    private Uni<Job> movedOrRefused(Optional<Job> moved, JobId id, Function<JobState, ProblemException> refusal) {
        return moved.map(job -> Uni.createFrom().item(job))
                .orElseGet(() -> job(id).map(job -> {
                    throw refusal.apply(job.state());
                }));
    }

    /** Not waited for: what is not announced now, the republisher finds. */
    private void announce(Job job) {
        Uni.createFrom()
                .deferred(() -> stream.announce(List.of(job)))
                .subscribe()
                .with(_ -> {}, failure -> Log.warnf("Job %s was not announced: %s", job.id(), failure));
    }

    /** For those who watch the job. */
    private void tell(Job job) {
        events.publish(List.of(job.id()), job.state());
    }

    private Uni<Job> job(JobId id) {
        return jobs.find(caller.organizationId(), id).map(found -> found.orElseThrow(JobRefusal::unknown));
    }

    private static JobId id(String text) {
        return JobId.parse(text).orElseThrow(JobRefusal::unknown);
    }
}
