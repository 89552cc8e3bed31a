package dev.carillon.common.store;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.NewJob;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one request submits: all of its jobs are accepted, or none.
 *
 * @param idempotencyKey null when the client gave none
 * @param backlogged whether jobs that are ready go to the backlog, because the streams hold enough of this organization
 */
public record Submission(
        OrganizationId organizationId, @Nullable IdempotencyKey idempotencyKey, List<NewJob> jobs, boolean backlogged) {

    public Submission {
        jobs = List.copyOf(jobs);
    }

    /** One whose jobs go to their streams as soon as they are ready. */
    public Submission(OrganizationId organizationId, @Nullable IdempotencyKey idempotencyKey, List<NewJob> jobs) {
        this(organizationId, idempotencyKey, jobs, false);
    }

    /** The same for the backlog. */
    public Submission toBacklog() {
        return new Submission(organizationId, idempotencyKey, jobs, true);
    }

    /** The organizations whose jobs go to the backlog. */
    static Set<OrganizationId> backlogged(List<Submission> submissions) {
        return submissions.stream()
                .filter(Submission::backlogged)
                .map(Submission::organizationId)
                .collect(Collectors.toSet());
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
