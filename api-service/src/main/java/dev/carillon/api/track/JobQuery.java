package dev.carillon.api.track;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.Parameters;
import dev.carillon.common.body.Times;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import dev.carillon.common.store.JobFilter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /v1/jobs} asks for.
 *
 * @param before only jobs older than this one; null to begin with the newest
 * @param limit jobs on a page, at most
 */
record JobQuery(JobFilter filter, @Nullable JobId before, int limit) {

    private static final String TAG = "tag";

    /** The query in these parameters. Throws a problem (422) that names every wrong one. */
    static JobQuery read(Map<String, List<String>> given) {
        Mistakes mistakes = new Mistakes();
        Parameters parameters = new Parameters(given, mistakes);
        Field<JobState> state = parameters.optional("state", JobFilters.STATE);
        Field<JobType> type = parameters.optional("type", JobFilters.TYPE);
        Field<Channel> channel = parameters.optional("channel", JobFilters.CHANNEL);
        Field<List<Map.Entry<String, String>>> tags = parameters.list(TAG, JobFilters.MOST_TAGS, JobFilters::readTag);
        Field<Instant> createdAfter = parameters.optional("created_after", Times::read);
        Field<Instant> createdBefore = parameters.optional("created_before", Times::read);
        Field<Integer> limit = parameters.optional("limit", PageSize::read);
        Field<PageCursor> cursor = parameters.optional("cursor", PageCursor::read);
        parameters.refuseUnknown();
        JobFilter filter = new JobFilter(
                state.orNull(),
                type.orNull(),
                channel.orNull(),
                together(tags.orElse(List.of()), mistakes),
                createdAfter.orNull(),
                createdBefore.orNull());
        JobFilters.refuseContradictions(filter, mistakes::add);
        mistakes.throwIfAny();

        PageCursor after = cursor.orNull();
        return new JobQuery(filter, after == null ? null : new JobId(after.last()), limit.orElse(PageSize.DEFAULT));
    }

    private static Map<String, String> together(List<Map.Entry<String, String>> tags, Mistakes mistakes) {
        Map<String, String> together = new HashMap<>();
        for (Map.Entry<String, String> tag : tags) {
            String other = together.put(tag.getKey(), tag.getValue());
            if (other != null && !other.equals(tag.getValue())) {
                mistakes.add(TAG, "is given with two values of " + tag.getKey() + ", and a tag has one");
            }
        }
        return together;
    }
}
