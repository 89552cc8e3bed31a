package dev.carillon.common.store;

import dev.carillon.common.job.Job;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What became of a {@link Submission}. */
public sealed interface Acceptance {

    /**
     * The jobs are durable, in the order they were submitted.
     *
     * @param deduplicated the places of those that were there before: an unfinished job held the dedupe key, and stands in for
     *     the one that was asked for
     */
    record Accepted(List<Job> jobs, Set<Integer> deduplicated) implements Acceptance {

        /** All of the jobs are new. */
        Accepted(List<Job> jobs) {
            this(jobs, Set.of());
        }

        /** The jobs that were made for this submission. */
        public List<Job> newJobs() {
            return deduplicated.isEmpty()
                    ? jobs
                    : IntStream.range(0, jobs.size())
                            .filter(place -> !deduplicated.contains(place))
                            .mapToObj(jobs::get)
                            .toList();
        }
    }

    /**
     * The key was used before for the same request: the jobs of that time, as they were when they were accepted.
     *
     * @param deduplicated as that of {@link Accepted}
     */
    record Replayed(List<Job> jobs, Set<Integer> deduplicated) implements Acceptance {}

    /** The key was used before for another request: nothing was stored. */
    record KeyReused() implements Acceptance {}
}
