package dev.carillon.common.bulk;

import dev.carillon.common.job.JobId;
import dev.carillon.common.store.JobAction;
import java.util.List;

/** What came of taking a step. */
public sealed interface BulkStep {

    /** There was none to take: nothing is under way, it is too soon, or another worker takes it. */
    record None() implements BulkStep {}

    /**
     * One was taken.
     *
     * @param moved which jobs
     * @param finished whether it was the operation's last
     * @param again whether another may be taken at once
     */
    record Taken(BulkOperationId operation, JobAction action, List<JobId> moved, boolean finished, boolean again)
            implements BulkStep {

        public Taken {
            moved = List.copyOf(moved);
        }
    }
}
