package dev.carillon.common.bulk;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.store.JobAction;
import dev.carillon.common.store.JobControl;
import dev.carillon.common.store.StoreFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * Takes the steps of bulk operations. A step is one transaction that moves jobs and says how far it came, so that whoever dies
 * in it has done nothing, and another goes on from where it began. Any number of workers may take steps; all of them together
 * keep to one pace.
 */
@Singleton
public class BulkSteps {

    static final String WAITING = "SELECT EXISTS (SELECT FROM bulk_operation WHERE state = 'running') AS waiting";

    // A worker that is stopped in its step, as by SIGSTOP, must not hold the pace and the rows of jobs until it wakes
    // up;
    // nor is a row that somebody else holds waited for much longer than statements take.
    static final String TAKE_PACE = """
            SELECT set_config('idle_in_transaction_session_timeout', '10s', true), set_config('lock_timeout', '5s', true)
            FROM bulk_pace WHERE free_at <= now() FOR UPDATE SKIP LOCKED
            """;

    // The organizations take turns, and the operations of one.
    static final String TAKE_TURN = """
            WITH next AS MATERIALIZED (
                SELECT id FROM bulk_operation WHERE state = 'running'
                ORDER BY max(stepped_at) OVER (PARTITION BY organization_id), stepped_at, id LIMIT 1)
            SELECT id, organization_id, action, position, bound, job_state, job_type, job_channel, job_tags, created_after,
                   created_before
            FROM bulk_operation WHERE id = (SELECT id FROM next) AND state = 'running'
            FOR UPDATE SKIP LOCKED
            """;

    // A worker that comes late makes up for it, but for no more than a second: the pace has no bursts.
    static final String PROGRESS = """
            WITH pace AS (
                UPDATE bulk_pace SET free_at = greatest(free_at, now() - interval '1 second')
                    + ($3::integer + $4::integer) * interval '1 second' / $6::integer
                RETURNING free_at)
            UPDATE bulk_operation AS o
            SET position = $2, done = done + $3, skipped = skipped + $4, stepped_at = now(),
                started_at = coalesce(started_at, now()),
                state = CASE WHEN $5::boolean THEN 'completed' ELSE state END,
                finished_at = CASE WHEN $5 THEN now() END,
                matched = CASE WHEN $5 THEN done + $3 + skipped + $4
                          ELSE greatest(matched, done + $3 + skipped + $4) END,
                matched_exactly = matched_exactly OR $5
            FROM pace
            WHERE id = $1
            RETURNING free_at <= clock_timestamp() AS again
            """;

    // One that cannot be done must not keep the others waiting.
    static final String FAILED = """
            UPDATE bulk_operation
            SET stepped_at = now(), state = CASE WHEN $2::boolean THEN 'failed' ELSE state END,
                finished_at = CASE WHEN $2 THEN now() END, error = CASE WHEN $2 THEN $3::text END
            WHERE id = $1 AND state = 'running'
            """;

    private final Pool pool;
    private final JobControl control;

    BulkSteps(Pool pool, JobControl control) {
        this.pool = pool;
        this.control = control;
    }

    /**
     * How large steps are.
     *
     * @param jobs moved in one, at most
     * @param window candidates that are looked at in one, at most
     * @param jobsPerSecond of all operations and all workers together
     */
    public record Pace(int jobs, int window, int jobsPerSecond) {}

    /** Takes one step of one operation, if there is one to take. */
    public Uni<BulkStep> take(Pace pace) {
        return pool.preparedQuery(WAITING)
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean("waiting")
                        ? pool.withTransaction(transaction -> takePace(transaction, pace))
                        : none())
                .onFailure(StepFailedException.class)
                .recoverWithUni(failure -> noteFailure((StepFailedException) failure));
    }

    private Uni<BulkStep> takePace(SqlConnection transaction, Pace pace) {
        return transaction
                .preparedQuery(TAKE_PACE)
                .execute()
                .chain(free -> free.size() == 0 ? none() : takeTurn(transaction, pace));
    }

    private Uni<BulkStep> takeTurn(SqlConnection transaction, Pace pace) {
        return transaction.preparedQuery(TAKE_TURN).execute().chain(rows -> {
            if (rows.size() == 0) {
                return none();
            }
            Row row = rows.iterator().next();
            return Uni.createFrom()
                    .item(() -> Turn.of(row))
                    .chain(turn -> step(transaction, pace, turn))
                    .onFailure()
                    .transform(failure -> new StepFailedException(new BulkOperationId(row.getUUID("id")), failure));
        });
    }

    private Uni<BulkStep> step(SqlConnection transaction, Pace pace, Turn turn) {
        JobSelection selection = turn.selection();
        return transaction
                .preparedQuery(selection.chooseStatement())
                .execute(selection.values(pace.window()).addInteger(pace.jobs()))
                .map(rows -> Chosen.of(rows.iterator().next()))
                .chain(chosen -> control.act(
                                transaction, turn.action(), turn.organization(), selection.states(), chosen.jobs())
                        .chain(moved -> progress(
                                transaction,
                                pace,
                                turn,
                                chosen,
                                moved.stream().map(Job::id).toList())));
    }

    private static Uni<BulkStep> progress(
            SqlConnection transaction, Pace pace, Turn turn, Chosen chosen, List<JobId> moved) {
        boolean full = chosen.jobs().length >= pace.jobs();
        boolean finished = !full && chosen.seen() < pace.window();
        UUID position = full ? chosen.jobs()[chosen.jobs().length - 1] : finished ? turn.bound() : chosen.last();
        return transaction
                .preparedQuery(PROGRESS)
                .execute(Tuple.of(turn.id().value(), position, moved.size(), chosen.jobs().length - moved.size())
                        .addBoolean(finished)
                        .addInteger(pace.jobsPerSecond()))
                .map(rows -> new BulkStep.Taken(
                        turn.id(),
                        turn.action(),
                        moved,
                        finished,
                        rows.iterator().next().getBoolean("again")));
    }

    private Uni<BulkStep> noteFailure(StepFailedException failed) {
        boolean forGood = StoreFailure.blamesValues(failed);
        return pool.preparedQuery(FAILED)
                .execute(Tuple.of(failed.operation().value(), forGood, failed.getMessage()))
                .onItemOrFailure()
                .transformToUni((_, _) -> Uni.createFrom().failure(failed));
    }

    private static Uni<BulkStep> none() {
        return Uni.createFrom().item(new BulkStep.None());
    }

    /** The operation whose turn it is. */
    private record Turn(
            BulkOperationId id, OrganizationId organization, JobAction action, UUID bound, JobSelection selection) {

        static Turn of(Row row) {
            OrganizationId organization = new OrganizationId(row.getUUID("organization_id"));
            JobAction action = JobAction.of(row.getString("action"));
            UUID bound = row.getUUID("bound");
            return new Turn(
                    new BulkOperationId(row.getUUID("id")),
                    organization,
                    action,
                    bound,
                    JobSelection.between(row.getUUID("position"), bound, organization, action, BulkRow.filter(row)));
        }
    }

    /** What the step is about: the jobs that match among those it looked at. */
    private record Chosen(UUID[] jobs, long seen, UUID last) {

        static Chosen of(Row row) {
            UUID[] jobs = row.getArrayOfUUIDs("chosen");
            return new Chosen(jobs == null ? new UUID[0] : jobs, row.getLong("seen"), row.getUUID("last"));
        }
    }
}
