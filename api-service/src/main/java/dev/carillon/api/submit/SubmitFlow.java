package dev.carillon.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.limit.RequestLimits;
import dev.carillon.api.track.JobRepresentation;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.job.NewJob;
import dev.carillon.common.problem.FieldError;
import dev.carillon.common.store.Acceptance;
import dev.carillon.common.store.IdempotencyKey;
import dev.carillon.common.store.Submission;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestResponse;

/** The way of a request for a job: read, judged, stored, answered. */
@Singleton
class SubmitFlow {

    private final JobIdGenerator ids;
    private final Intake intake;
    private final SubmitMetrics metrics;
    private final CurrentCaller caller;
    private final MaxAttempts maxAttempts;
    private final RequestLimits limits;
    private final SubmitConfig config;

    SubmitFlow(
            JobIdGenerator ids,
            Intake intake,
            SubmitMetrics metrics,
            CurrentCaller caller,
            RequestLimits limits,
            MaxAttempts maxAttempts,
            SubmitConfig config) {
        this.limits = limits;
        this.maxAttempts = maxAttempts;
        this.ids = ids;
        this.intake = intake;
        this.metrics = metrics;
        this.caller = caller;
        this.config = config;
    }

    /** Reads a request's fields as those of one kind of job. */
    @FunctionalInterface
    interface Reader {
        JobRequest read(Fields fields, Instant now, Duration horizon);
    }

    /**
     * Answers 202 with the job once it is durable.
     *
     * @param path of the resource: the same body means something else elsewhere
     */
    Uni<RestResponse<SubmittedJob>> submit(String path, RequestBody body, HttpHeaders headers, Reader reader) {
        return accept(path, body, headers, (fields, now) -> List.of(reader.read(fields, now, config.horizon())))
                .map(answer -> {
                    SubmittedJob first = answer.jobs().getFirst();
                    return answer.with(first)
                            .header(HttpHeaders.LOCATION, first.job().path())
                            .build();
                });
    }

    /** Like {@link #submit} for up to a thousand jobs: all of them are stored, or none. */
    Uni<RestResponse<JobBatch>> submitBatch(String path, RequestBody body, HttpHeaders headers, Reader reader) {
        return accept(
                        path,
                        body,
                        headers,
                        (fields, now) -> SubmitBatch.read(fields, item -> reader.read(item, now, config.horizon())))
                .map(answer -> answer.with(new JobBatch(answer.jobs())).build());
    }

    private Uni<Answer> accept(
            String path, RequestBody body, HttpHeaders headers, BiFunction<Fields, Instant, List<JobRequest>> reader) {
        return Uni.createFrom()
                .item(() -> submission(path, body, headers, reader))
                // A request counts as such whatever it asks for; jobs count when they are asked for rightly.
                .onFailure()
                .recoverWithUni(refused ->
                        limits.admitJobs(0).chain(() -> Uni.createFrom().failure(refused)))
                .call(asked -> limits.admitJobs(asked.warnings().size()))
                .chain(asked ->
                        intake.accept(asked.submission()).map(acceptance -> answer(acceptance, asked.warnings())))
                .onFailure()
                .invoke(metrics::countRejected);
    }

    private Asked submission(
            String path, RequestBody body, HttpHeaders headers, BiFunction<Fields, Instant, List<JobRequest>> reader) {
        JsonNode json = body.json();
        Mistakes mistakes = body.mistakes();
        String idempotencyKey = IdempotencyHeader.read(headers, mistakes);
        List<JobRequest> requests = reader.apply(Fields.of(json, mistakes), Instant.now());
        mistakes.throwIfAny();

        OrganizationId organization = caller.organizationId();
        List<NewJob> jobs = requests.stream()
                .map(request -> request.job(ids.next(), organization, maxAttempts))
                .toList();
        IdempotencyKey key =
                idempotencyKey == null ? null : new IdempotencyKey(idempotencyKey, RequestHash.of("POST", path, json));
        return new Asked(
                new Submission(organization, key, jobs),
                requests.stream().map(JobRequest::warnings).toList());
    }

    /** What a request asks for, and what each of its jobs is to be answered with besides. */
    private record Asked(Submission submission, List<List<FieldError>> warnings) {}

    private Answer answer(Acceptance acceptance, List<List<FieldError>> warnings) {
        return switch (acceptance) {
            case Acceptance.Accepted accepted -> {
                metrics.countAccepted(accepted.newJobs());
                metrics.countDeduplicated(accepted.deduplicated().size());
                yield Answer.of(accepted.jobs(), accepted.deduplicated(), warnings, false);
            }
            case Acceptance.Replayed(List<Job> jobs, Set<Integer> deduplicated) -> {
                if (jobs.size() < warnings.size()) {
                    throw IdempotencyRefusal.gone();
                }
                metrics.countReplayed();
                yield Answer.of(jobs, deduplicated, warnings, true);
            }
            case Acceptance.KeyReused() -> throw IdempotencyRefusal.reused();
        };
    }

    /** The jobs that a request is answered with, in the order it asked for them. */
    private record Answer(List<SubmittedJob> jobs, boolean replayed) {

        static Answer of(List<Job> jobs, Set<Integer> deduplicated, List<List<FieldError>> warnings, boolean replayed) {
            return new Answer(
                    IntStream.range(0, jobs.size())
                            .mapToObj(place -> new SubmittedJob(
                                    JobRepresentation.from(jobs.get(place)),
                                    deduplicated.contains(place),
                                    warnings.get(place)))
                            .toList(),
                    replayed);
        }

        <T> RestResponse.ResponseBuilder<T> with(T body) {
            RestResponse.ResponseBuilder<T> response =
                    RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, body);
            return replayed ? response.header(IdempotencyHeader.REPLAYED, "true") : response;
        }
    }
}
