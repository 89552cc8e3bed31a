package dev.carillon.common.bulk;

import dev.carillon.common.identity.Actor;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.store.IdempotencyKey;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A validated operation that is about to be stored.
 *
 * @param now jobs accepted later are none of its business; by the clock that job ids are made by
 * @param idempotencyKey null when the client gave none
 */
public record NewBulkOperation(
        BulkOperationId id,
        OrganizationId organizationId,
        JobAction action,
        JobFilter filter,
        Actor requestedBy,
        Instant now,
        @Nullable IdempotencyKey idempotencyKey) {

    /** Whose jobs it is about, and which. */
    JobSelection selection() {
        return JobSelection.upTo(now, organizationId, action, filter);
    }
}
