package dev.carillon.api.bulk;

import dev.carillon.api.access.CurrentCaller;
import dev.carillon.api.track.PageCursor;
import dev.carillon.api.track.PageSize;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.Parameters;
import dev.carillon.common.bulk.BulkOperation;
import dev.carillon.common.bulk.BulkOperationId;
import dev.carillon.common.bulk.BulkOperations;
import dev.carillon.common.job.JobId;
import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.problem.ProblemKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** An organization's bulk operations. */
@Path(BulkOperationResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class BulkOperationResource {

    static final String PATH = "/v1/bulk-operations";

    private final BulkOperations operations;
    private final CurrentCaller caller;

    BulkOperationResource(BulkOperations operations, CurrentCaller caller) {
        this.operations = operations;
        this.caller = caller;
    }

    /** A page of operations, newest first. */
    @GET
    public Uni<BulkOperationPage> list(@Context UriInfo address) {
        Mistakes mistakes = new Mistakes();
        Parameters parameters = new Parameters(address.getQueryParameters(), mistakes);
        int limit = parameters.optional("limit", PageSize::read).orElse(PageSize.DEFAULT);
        Field<PageCursor> cursor = parameters.optional("cursor", PageCursor::read);
        parameters.refuseUnknown();
        mistakes.throwIfAny();
        PageCursor after = cursor.orNull();
        return operations
                .list(caller.organizationId(), after == null ? null : new BulkOperationId(after.last()), limit + 1)
                .map(found -> BulkOperationPage.of(found, limit));
    }

    /** One operation with its progress. */
    @GET
    @Path("/{id}")
    public Uni<BulkOperationRepresentation> find(String id) {
        return operation(id(id)).map(BulkOperationRepresentation::from);
    }

    /** Ends an operation: what it has done stays done. */
    @POST
    @Path("/{id}/cancel")
    public Uni<BulkOperationRepresentation> cancel(String id) {
        BulkOperationId operation = id(id);
        return operations
                .cancel(caller.organizationId(), operation)
                .chain(ended -> ended.map(found -> Uni.createFrom().item(found))
                        .orElseGet(() -> operation(operation).map(found -> {
                            throw ended(found);
                        })))
                .map(BulkOperationRepresentation::from);
    }

    private Uni<BulkOperation> operation(BulkOperationId id) {
        return operations
                .find(caller.organizationId(), id)
                .map(found -> found.orElseThrow(BulkOperationResource::unknown));
    }

    private static BulkOperationId id(String text) {
        return JobId.parse(text).map(id -> new BulkOperationId(id.value())).orElseThrow(BulkOperationResource::unknown);
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(
                ProblemKind.NOT_FOUND, "There is no such bulk operation in the organization of this API key."));
    }

    private static ProblemException ended(BulkOperation operation) {
        return new ProblemException(Problem.of(
                ProblemKind.CONFLICT,
                "The bulk operation is %s already, so there is nothing to cancel."
                        .formatted(operation.state().wireName())));
    }
}
