package dev.carillon.common.bulk;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.JobState;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobFilter;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The jobs that an action by filter is about, found by ascending ids. An index yields candidates, a bounded number at once; the
 * filter is held against those alone. So every look takes bounded time, however few of a million candidates match.
 *
 * @param states in which jobs are meant
 * @param position exclusive
 * @param bound exclusive
 */
record JobSelection(OrganizationId organization, Set<JobState> states, JobFilter filter, UUID position, UUID bound) {

    /** States that an index finds each apart; the others are found among the unfinished. */
    private static final Set<JobState> RESTING =
            EnumSet.of(JobState.HELD, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED, JobState.DISCARDED);

    // Each state by name: with a state out of an array, the planner reads all jobs of that state and sorts them.
    private static final String RESTING_CANDIDATES = RESTING.stream()
            .map(state -> """
                    (SELECT id, state, type, channel, tags FROM job
                     WHERE organization_id = $1 AND resting_state = '%1$s' AND '%1$s' = ANY ($2::text[]) AND id > $3 AND id < $4
                     ORDER BY id LIMIT $8)
                    """.formatted(state.wireName()))
            .collect(Collectors.joining(
                    "UNION ALL\n",
                    "WITH candidate AS MATERIALIZED (SELECT * FROM (\n",
                    ") AS found ORDER BY id LIMIT $8)\n"));

    private static final String UNFINISHED_CANDIDATES = """
            WITH candidate AS MATERIALIZED (
                SELECT id, state, type, channel, tags FROM job
                WHERE organization_id = $1 AND finished_at IS NULL AND id > $3 AND id < $4
                ORDER BY id LIMIT $8)
            """;

    private static final String MATCHES = """
            state = ANY ($2::text[]::job_state[])
            AND ($5::text IS NULL OR type = $5)
            AND ($6::text IS NULL OR channel = $6)
            AND ($7::jsonb IS NULL OR tags @> $7)
            """;

    private static final String COUNT =
            "SELECT count(*) FILTER (WHERE " + MATCHES + ") AS matched, count(*) < $8 AS exactly FROM candidate";

    private static final String CHOOSE = ", chosen AS (SELECT id FROM candidate WHERE " + MATCHES + """
            ORDER BY id LIMIT $9)
            SELECT (SELECT array_agg(id ORDER BY id) FROM chosen) AS chosen,
                   (SELECT count(*) FROM candidate) AS seen,
                   (SELECT id FROM candidate ORDER BY id DESC LIMIT 1) AS last
            """;

    static final String COUNT_RESTING = RESTING_CANDIDATES + COUNT;
    static final String COUNT_UNFINISHED = UNFINISHED_CANDIDATES + COUNT;
    static final String CHOOSE_RESTING = RESTING_CANDIDATES + CHOOSE;
    static final String CHOOSE_UNFINISHED = UNFINISHED_CANDIDATES + CHOOSE;

    JobSelection {
        states = Set.copyOf(states);
    }

    /** Those that are there now. */
    static JobSelection upTo(Instant now, OrganizationId organization, JobAction action, JobFilter filter) {
        Instant from = filter.createdAfter() == null ? Instant.EPOCH : filter.createdAfter();
        // The jobs of this very millisecond as well.
        Instant until = now.plusMillis(1);
        if (filter.createdBefore() != null && filter.createdBefore().isBefore(until)) {
            until = filter.createdBefore();
        }
        return between(JobId.first(from).value(), JobId.first(until).value(), organization, action, filter);
    }

    /** Those between two ids, both exclusive. */
    static JobSelection between(
            UUID position, UUID bound, OrganizationId organization, JobAction action, JobFilter filter) {
        Set<JobState> states = filter.state() == null ? action.fromUnlessSaid() : EnumSet.of(filter.state());
        return new JobSelection(organization, states, filter, position, bound);
    }

    String countStatement() {
        return RESTING.containsAll(states) ? COUNT_RESTING : COUNT_UNFINISHED;
    }

    String chooseStatement() {
        return RESTING.containsAll(states) ? CHOOSE_RESTING : CHOOSE_UNFINISHED;
    }

    /** @param window how many candidates are looked at, at most */
    Tuple values(int window) {
        return Tuple.of(organization.value())
                .addArrayOfString(states.stream().map(JobState::wireName).toArray(String[]::new))
                .addUUID(position)
                .addUUID(bound)
                .addString(filter.type() == null ? null : filter.type().wireName())
                .addString(filter.channel() == null ? null : filter.channel().wireName())
                .addValue(filter.tags().isEmpty() ? null : new JsonObject(new HashMap<>(filter.tags())))
                .addInteger(window);
    }
}
