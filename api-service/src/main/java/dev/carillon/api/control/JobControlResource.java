package dev.carillon.api.control;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.submit.SubmitConfig;
import dev.carillon.api.track.JobLookup;
import dev.carillon.api.track.JobRepresentation;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.store.JobControl;
import dev.carillon.common.store.JobReschedule;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.telemetry.CountMeasure;
import dev.carillon.common.telemetry.Telemetry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Changes what becomes of jobs. */
@Path("/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobControlResource {

    private final JobControl control;
    private final JobReschedule reschedule;
    private final JobStream stream;
    private final JobEvents events;
    private final JobLookup lookup;
    private final CurrentCaller caller;
    private final Telemetry telemetry;
    private final SubmitConfig config;

    JobControlResource(
            JobControl control,
            JobReschedule reschedule,
            JobStream stream,
            JobEvents events,
            JobLookup lookup,
            CurrentCaller caller,
            Telemetry telemetry,
            SubmitConfig config) {
        this.control = control;
        this.reschedule = reschedule;
        this.stream = stream;
        this.events = events;
        this.lookup = lookup;
        this.caller = caller;
        this.telemetry = telemetry;
        this.config = config;
    }

    /** Changes a job that waits. */
    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<JobRepresentation> change(String id, RequestBody body) {
        JobId job = JobLookup.id(id);
        ChangeJob request = ChangeJob.read(body, Instant.now(), config);
        return reschedule
                .reschedule(caller.organizationId(), job, request.changes())
                .chain(changed -> changed.map(answer -> Uni.createFrom().item(answer))
                        .orElseGet(() -> lookup.job(job).map(found -> {
                            throw request.refusal(found);
                        })))
                .invoke(changed -> {
                    tell(changed.job());
                    if (changed.ready()) {
                        announce(changed.job());
                    }
                })
                .map(changed -> JobRepresentation.from(changed.job()));
    }

    /** Withdraws a job. */
    @POST
    @Path("/{id}/cancel")
    public Uni<JobRepresentation> cancel(String id) {
        JobId job = JobLookup.id(id);
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
        JobId job = JobLookup.id(id);
        return control.retry(caller.organizationId(), job)
                .chain(moved -> moved.isPresent()
                        ? Uni.createFrom().item(moved)
                        : refuseIfKeyIsTaken(job).replaceWith(moved))
                .chain(moved -> movedOrRefused(moved, job, JobRefusal::notRetryable))
                .invoke(this::tell)
                .invoke(this::announce)
                .map(JobRepresentation::from);
    }

    /** Takes a job out of the dead letters. */
    @POST
    @Path("/{id}/discard")
    public Uni<JobRepresentation> discard(String id) {
        JobId job = JobLookup.id(id);
        return control.discard(caller.organizationId(), job)
                .chain(moved -> movedOrRefused(moved, job, JobRefusal::notDiscardable))
                .invoke(this::tell)
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
                .orElseGet(() -> lookup.job(id).map(job -> {
                    throw refusal.apply(job.state());
                }));
    }

    /** For those who watch the job. */
    private void tell(Job job) {
        events.publish(List.of(job.id()), job.state());
    }

    /** Not waited for: what is not announced now is found as an orphan. */
    private void announce(Job job) {
        Uni.createFrom()
                .deferred(() -> stream.announce(List.of(job)))
                .subscribe()
                .with(_ -> {}, failure -> Log.warnf("Job %s was not announced: %s", job.id(), failure));
    }
}
