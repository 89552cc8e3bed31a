package dev.carillon.api.bulk;

import dev.carillon.api.access.Caller;
import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.submit.IdempotencyHeader;
import dev.carillon.api.submit.IdempotencyRefusal;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.bulk.BulkMatch;
import dev.carillon.common.bulk.BulkOperation;
import dev.carillon.common.bulk.BulkOperationId;
import dev.carillon.common.bulk.BulkOperations;
import dev.carillon.common.bulk.BulkRequest;
import dev.carillon.common.bulk.NewBulkOperation;
import dev.carillon.common.job.JobIdGenerator;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import dev.carillon.common.store.JobAction;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes orders to act on all jobs that match a filter. */
@Path("/v1/jobs")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BulkResource {

    private final BulkOperations operations;
    private final JobIdGenerator ids;
    private final CurrentCaller caller;
    private final BulkConfig config;

    BulkResource(BulkOperations operations, JobIdGenerator ids, CurrentCaller caller, BulkConfig config) {
        this.operations = operations;
        this.ids = ids;
        this.caller = caller;
        this.config = config;
    }

    /** Withdraws them. */
    @POST
    @Path("/cancel")
    public Uni<RestResponse<?>> cancel(RequestBody body, @Context HttpHeaders headers) {
        return order(JobAction.CANCEL, body, headers);
    }

    /** Queues them again. */
    @POST
    @Path("/retry")
    public Uni<RestResponse<?>> retry(RequestBody body, @Context HttpHeaders headers) {
        return order(JobAction.RETRY, body, headers);
    }

    /** Takes them out of the dead letters. */
    @POST
    @Path("/discard")
    public Uni<RestResponse<?>> discard(RequestBody body, @Context HttpHeaders headers) {
        return order(JobAction.DISCARD, body, headers);
    }

    private Uni<RestResponse<?>> order(JobAction action, RequestBody body, HttpHeaders headers) {
        BulkOrder order = BulkOrder.read(action, body, headers);
        Caller by = caller.get();
        NewBulkOperation operation = new NewBulkOperation(
                new BulkOperationId(ids.next().value()),
                by.organizationId(),
                action,
                order.filter(),
                by.actor(),
                Instant.now(),
                order.idempotencyKey());
        return operations
                .count(operation)
                .chain(matched -> order.dryRun()
                        ? Uni.createFrom().item(counted(action, matched))
                        : operations
                                .create(operation, matched, config.mostRunning())
                                .map(this::answer));
    }

    private static RestResponse<?> counted(JobAction action, BulkMatch matched) {
        return RestResponse.ok(new BulkCount(true, action, matched.jobs(), matched.exactly()));
    }

    private RestResponse<?> answer(BulkRequest request) {
        return switch (request) {
            case BulkRequest.Created(BulkOperation operation) ->
                accepted(operation).build();
            case BulkRequest.Replayed(BulkOperation operation) ->
                accepted(operation).header(IdempotencyHeader.REPLAYED, "true").build();
            case BulkRequest.KeyReused() -> throw IdempotencyRefusal.reused();
            case BulkRequest.TooMany() ->
                throw refused(
                        ProblemKind.CONFLICT,
                        "The organization has %d bulk operations under way. Wait for one to end, or cancel one."
                                .formatted(config.mostRunning()));
        };
    }

    private static RestResponse.ResponseBuilder<BulkOperationRepresentation> accepted(BulkOperation operation) {
        BulkOperationRepresentation answer = BulkOperationRepresentation.from(operation);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, answer)
                .header(HttpHeaders.LOCATION, answer.path());
    }

    private static ProblemException refused(ProblemKind kind, String detail) {
        return new ProblemException(Problem.of(kind, detail));
    }
}
