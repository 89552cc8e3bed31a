package dev.carillon.common.store;

import dev.carillon.common.database.QueryTimer;
import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Channel;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.Priority;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Queued jobs that are in no stream: what an organization has beyond its window, what was accepted while Redis was away, and what
 * must not be claimed now. Many workers may claim from it at once: each gets other rows.
 */
@Singleton
public class Backlog {

    private static final String TABLE = "job";

    /** Every lane that has jobs, found by leaps over the index and not by reading all of it. */
    static final String EACH_LANE = lanes("");

    static final String LANES = """
            WITH RECURSIVE lane AS (%s)
            SELECT organization_id, channel, priority FROM lane
            WHERE NOT %s
            LIMIT $1
            """.formatted(lanes("AND organization_id > $2"), PauseStatement.paused("lane"));

    private static String lanes(String start) {
        return """
            (SELECT organization_id, channel, priority FROM job WHERE backlogged_at IS NOT NULL %s
             ORDER BY organization_id, channel, priority LIMIT 1)
            UNION ALL
            SELECT next.organization_id, next.channel, next.priority
            FROM lane,
                 LATERAL (SELECT organization_id, channel, priority FROM job
                          WHERE backlogged_at IS NOT NULL
                            AND (job.organization_id, job.channel, job.priority)
                                > (lane.organization_id, lane.channel, lane.priority)
                          ORDER BY organization_id, channel, priority LIMIT 1) AS next""".formatted(start);
    }

    static final String CLAIM =
            """
            WITH wanted AS (
                SELECT * FROM unnest($2::uuid[], $3::text[], $4::smallint[], $5::uuid[], $6::integer[])
                              AS w (organization_id, channel, priority, after, most)),
            picked AS MATERIALIZED (
                SELECT found.id
                FROM wanted,
                     LATERAL (SELECT id FROM job
                              WHERE job.organization_id = wanted.organization_id AND job.channel = wanted.channel
                                AND job.priority = wanted.priority AND id > wanted.after
                                AND backlogged_at IS NOT NULL AND state = 'queued'
                              ORDER BY id LIMIT wanted.most FOR UPDATE SKIP LOCKED) AS found)
            """ + ClaimStatement.MOVE + "AND id = ANY (ARRAY(SELECT id FROM picked))\n" + ClaimStatement.RETURNING;

    static final String DEFER = """
            UPDATE job SET enqueued_at = NULL, backlogged_at = now()
            WHERE id = ANY ($1::uuid[]) AND state = 'queued' AND enqueued_at IS NOT NULL
            """;

    private static final UUID LEAST = new UUID(0, 0);

    private final Pool pool;
    private final QueryTimer timer;

    Backlog(Pool pool, QueryTimer timer) {
        this.pool = pool;
        this.timer = timer;
    }

    /**
     * What to claim from a lane.
     *
     * @param after the job up to which the lane has been claimed lately; null for none. Spares looking through those again.
     * @param most how many jobs
     */
    public record Share(BacklogLane lane, @Nullable JobId after, int most) {}

    /**
     * Up to {@code limit} lanes that have jobs and are not paused, by organization.
     *
     * @param after the organization after which to begin; null to begin at the first
     */
    public Uni<List<BacklogLane>> lanes(@Nullable OrganizationId after, int limit) {
        return timer.time(
                "backlog_lanes",
                TABLE,
                () -> pool.preparedQuery(LANES)
                        .execute(Tuple.of(limit, after == null ? LEAST : after.value()))
                        .map(rows -> {
                            List<BacklogLane> lanes = new ArrayList<>(rows.rowCount());
                            rows.forEach(row -> lanes.add(lane(row)));
                            return lanes;
                        }));
    }

    private static BacklogLane lane(Row row) {
        return new BacklogLane(
                new OrganizationId(row.getUUID("organization_id")),
                Channel.of(row.getString("channel")),
                Priority.ofCode(row.getShort("priority")));
    }

    /** Claims each share, the oldest jobs first, for a worker whose lease holds. */
    public Uni<Claim> claim(WorkerId worker, List<Share> shares) {
        Tuple values = Tuple.of(
                worker.value(),
                array(shares, share -> share.lane().organizationId().value(), new UUID[0]),
                array(shares, share -> share.lane().channel().wireName(), new String[0]),
                array(shares, share -> share.lane().priority().code(), new Short[0]),
                array(
                        shares,
                        share -> share.after() == null ? LEAST : share.after().value(),
                        new UUID[0]),
                array(shares, Share::most, new Integer[0]));
        return timer.time(
                "claim_backlog",
                TABLE,
                () -> pool.preparedQuery(CLAIM).execute(values).map(ClaimStatement::claim));
    }

    /** Moves those of the jobs that are queued from their streams to the backlog; their entries are then worth nothing. */
    public Uni<Integer> defer(List<JobId> jobs) {
        UUID[] ids = jobs.stream().sorted().map(JobId::value).toArray(UUID[]::new);
        return timer.time(
                "defer",
                TABLE,
                () -> pool.preparedQuery(DEFER).execute(Tuple.of((Object) ids)).map(rows -> rows.rowCount()));
    }

    private static <T> T[] array(List<Share> shares, Function<Share, T> part, T[] empty) {
        return shares.stream().map(part).toList().toArray(empty);
    }
}
