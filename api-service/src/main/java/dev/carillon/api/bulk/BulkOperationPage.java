package dev.carillon.api.bulk;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.api.track.PageCursor;
import dev.carillon.common.bulk.BulkOperation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an organization's bulk operations, newest first.
 *
 * @param nextCursor for {@code ?cursor=} of the next page; null on the last
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record BulkOperationPage(
        List<BulkOperationRepresentation> data, @Nullable String nextCursor) {

    /** The page of {@code limit} operations, of which one more was asked for. */
    static BulkOperationPage of(List<BulkOperation> operations, int limit) {
        boolean more = operations.size() > limit;
        List<BulkOperation> shown = more ? operations.subList(0, limit) : operations;
        return new BulkOperationPage(
                shown.stream().map(BulkOperationRepresentation::from).toList(),
                more ? new PageCursor(shown.getLast().id().value()).text() : null);
    }
}
