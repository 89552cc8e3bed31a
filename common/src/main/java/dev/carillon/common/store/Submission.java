package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.NewJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request submits: all of its jobs are accepted, or none.
 *
 * @param idempotencyKey null when the client gave none
 */
public record Submission(
        OrganizationId organizationId, @Nullable IdempotencyKey idempotencyKey, List<NewJob> jobs) {

    public Submission {
        jobs = List.copyOf(jobs);
    }

    /** Whether one of its jobs may turn out to be there already. */
    public boolean hasDedupeKeys() {
        for (NewJob job : jobs) {
            if (job.dedupeKey() != null) {
                return true;
            }
        }
        return false;
    }
}
