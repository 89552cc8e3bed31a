package dev.carillon.api.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carillon.api.submit.IdempotencyHeader;
import dev.carillon.api.submit.RequestHash;
import dev.carillon.api.track.JobFilters;
import dev.carillon.common.body.Field;
import dev.carillon.common.body.Fields;
import dev.carillon.common.body.Mistakes;
import dev.carillon.common.body.RequestBody;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobState;
import dev.carillon.common.job.JobType;
import dev.carillon.common.job.WireNamed;
import dev.carillon.common.store.IdempotencyKey;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for by a request to act on all jobs that match a filter.
 *
 * @param dryRun only to count them
 */
record BulkOrder(
        JobAction action,
        JobFilter filter,
        boolean dryRun,
        @Nullable IdempotencyKey idempotencyKey) {

    /** The order in this request. Throws a problem (422) that names every mistake. */
    static BulkOrder read(JobAction action, RequestBody body, HttpHeaders headers) {
        JsonNode json = body.json();
        Mistakes mistakes = body.mistakes();
        String key = IdempotencyHeader.read(headers, mistakes);
        Fields fields = Fields.of(json, mistakes);
        JobFilter filter = filter(fields);
        boolean all = fields.flag("all");
        boolean dryRun = fields.flag("dry_run");
        fields.refuseUnknown();
        checkState(action, filter, fields);
        JobFilters.refuseContradictions(filter, fields::mistake);
        if (mistakes.isEmpty() && filter.isAll() && !all) {
            fields.mistake("all", "must be true where no filter is given, since every job is meant then");
        }
        if (all && !filter.isAll()) {
            fields.mistake("all", "must not be true where a filter is given: it says that every job is meant");
        }
        mistakes.throwIfAny();
        String path = "/v1/jobs/" + action.wireName();
        return new BulkOrder(
                action,
                filter,
                dryRun,
                key == null || dryRun ? null : new IdempotencyKey(key, RequestHash.of("POST", path, json)));
    }

    private static JobFilter filter(Fields fields) {
        Field<JobState> state = fields.optional("state", JobFilters.STATE);
        Field<JobType> type = fields.optional("type", JobFilters.TYPE);
        Field<Channel> channel = fields.optional("channel", JobFilters.CHANNEL);
        Field<Map<String, String>> tags =
                fields.texts("tags", JobFilters.MOST_TAGS, JobFilters.TAG_NAME, JobFilters.TAG_VALUE);
        Field<Instant> createdAfter = fields.time("created_after");
        Field<Instant> createdBefore = fields.time("created_before");
        return new JobFilter(
                state.orNull(),
                type.orNull(),
                channel.orNull(),
                tags.orElse(Map.of()),
                createdAfter.orNull(),
                createdBefore.orNull());
    }

    private static void checkState(JobAction action, JobFilter filter, Fields fields) {
        JobState state = filter.state();
        if (state != null && !action.from().contains(state)) {
            String possible = action.from().stream().map(WireNamed::wireName).collect(Collectors.joining(", "));
            fields.mistake("state", "must be one of %s to %s jobs".formatted(possible, action.wireName()));
        }
    }
}
