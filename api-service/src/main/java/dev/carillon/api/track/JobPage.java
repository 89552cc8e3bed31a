package dev.carillon.api.track;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.carillon.common.job.Job;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an organization's jobs, newest first.
 *
 * @param nextCursor for {@code ?cursor=} of the next page; null on the last
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record JobPage(List<JobRepresentation> data, @Nullable String nextCursor) {

    /** The page of {@code limit} jobs, of which one more was asked for, to know whether there is a next page. */
    static JobPage of(List<Job> jobs, int limit) {
        boolean more = jobs.size() > limit;
        List<Job> shown = more ? jobs.subList(0, limit) : jobs;
        return new JobPage(
                shown.stream().map(JobRepresentation::from).toList(),
                more ? new PageCursor(shown.getLast().id().value()).text() : null);
    }
}
