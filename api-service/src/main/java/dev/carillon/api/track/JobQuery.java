package dev.carillon.api.track;

import dev.carillon.common.body.Field;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.Parameters;
import dev.carillon.common.body.Reading;
import dev.carillon.common.body.TextReader;
import dev.carillon.common.body.Times;
import dev.carillon.common.body.WireNames;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import dev.carillon.common.store.JobFilter;
import java.time.Instant;
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

    private static final int DEFAULT_LIMIT = 20;
    private static final int HIGHEST_LIMIT = 100;
    private static final TextReader<JobState> STATE = WireNames.reader(JobState.values());
    private static final TextReader<JobType> TYPE = WireNames.reader(JobType.values());
    private static final TextReader<Channel> CHANNEL = WireNames.reader(Channel.values());
    private static final TextReader<String> TAG_NAME = TextReader.line(1, 64);
    private static final TextReader<String> TAG_VALUE = TextReader.line(1, 256);

    /** The query in these parameters. Throws a problem (422) that names every wrong one. */
    static JobQuery read(Map<String, List<String>> given) {
        Mistakes mistakes = new Mistakes();
        Parameters parameters = new Parameters(given, mistakes);
        Field<JobState> state = parameters.optional("state", STATE);
        Field<JobType> type = parameters.optional("type", TYPE);
        Field<Channel> channel = parameters.optional("channel", CHANNEL);
        Field<JobFilter.Tag> tag = parameters.optional("tag", JobQuery::readTag);
        Field<Instant> createdAfter = parameters.optional("created_after", Times::read);
        Field<Instant> createdBefore = parameters.optional("created_before", Times::read);
        Field<Integer> limit = parameters.optional("limit", JobQuery::readLimit);
        Field<JobCursor> cursor = parameters.optional("cursor", JobCursor::read);
        parameters.refuseUnknown();
        mistakes.throwIfAny();

        JobCursor after = cursor.orNull();
        return new JobQuery(
                new JobFilter(
                        state.orNull(),
                        type.orNull(),
                        channel.orNull(),
                        tag.orNull(),
                        createdAfter.orNull(),
                        createdBefore.orNull()),
                after == null ? null : after.last(),
                limit.orElse(DEFAULT_LIMIT));
    }

    private static Reading<JobFilter.Tag> readTag(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Reading.wrong("must be a tag's name and value with a colon in between, such as campaign:spring");
        }
        String name = text.substring(0, colon);
        String value = text.substring(colon + 1);
        if (TAG_NAME.read(name) instanceof Reading.Wrong<String>(String message)) {
            return Reading.wrong("has a name that " + message);
        }
        return TAG_VALUE.read(value) instanceof Reading.Wrong<String>(String message)
                ? Reading.wrong("has a value that " + message)
                : Reading.right(new JobFilter.Tag(name, value));
    }

    private static Reading<Integer> readLimit(String text) {
        if (text.length() <= 3 && !text.isEmpty() && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= HIGHEST_LIMIT) {
                return Reading.right(limit);
            }
        }
        return Reading.wrong("must be a whole number from 1 to " + HIGHEST_LIMIT);
    }
}
