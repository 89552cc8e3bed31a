package dev.carillon.common.bulk;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.store.IdempotencyKey;
import dev.carillon.common.store.IdempotencyKeys;
import dev.carillon.common.store.JobFilter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders for bulk operations. Another organization's operation is as if it did not exist. */
@Singleton
public class BulkOperations {

    /**
     * Candidates that are counted at most: some tenths of a second, when they are not in memory. Of more, only that there are
     * more is told.
     */
    static final int COUNTED = 100_000;

    private static final int PARAMETERS = 17;

    // The number under way is bounded so that nobody fills the table; two requests at once may exceed it by one.
    private static final String INSERT = """
            INSERT INTO bulk_operation AS o (id, organization_id, action, state, job_state, job_type, job_channel, job_tags,
                created_after, created_before, position, bound, matched, matched_exactly, requested_by, requested_by_kind)
            SELECT $1, $2, $3, 'running', $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13, $14, $17
            WHERE (SELECT count(*) FROM bulk_operation WHERE organization_id = $2 AND state = 'running') < $15
              AND ($16::boolean OR EXISTS (SELECT FROM keyed))
            RETURNING\s""" + BulkRow.COLUMNS;

    static final String CREATE =
            "WITH keyed AS (%s RETURNING key) %s".formatted(IdempotencyKeys.take(PARAMETERS), INSERT);

    static final String FIRST_REQUEST =
            "SELECT request_hash, job_ids FROM job_key WHERE organization_id = $1 AND kind = 'idempotency' AND key = $2";

    static final String FIND =
            "SELECT " + BulkRow.COLUMNS + " FROM bulk_operation AS o WHERE id = $1 AND organization_id = $2";

    static final String LIST = "SELECT " + BulkRow.COLUMNS + """
             FROM bulk_operation AS o WHERE organization_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """;

    // Waits for a step that is being taken.
    static final String CANCEL = """
            UPDATE bulk_operation AS o SET state = 'cancelled', finished_at = now()
            WHERE id = $1 AND organization_id = $2 AND state = 'running'
            RETURNING\s""" + BulkRow.COLUMNS;

    static final String FORGET = """
            DELETE FROM bulk_operation WHERE id IN (
                SELECT id FROM bulk_operation WHERE finished_at < now() - $1::bigint * interval '1 second'
                ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private final Pool pool;

    BulkOperations(Pool pool) {
        this.pool = pool;
    }

    /** How many jobs the operation would be about, counted in bounded time. */
    public Uni<BulkMatch> count(NewBulkOperation operation) {
        JobSelection selection = operation.selection();
        return pool.preparedQuery(selection.countStatement())
                .execute(selection.values(COUNTED))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new BulkMatch(row.getLong("matched"), row.getBoolean("exactly"));
                });
    }

    /**
     * Stores the operation, for the workers to do.
     *
     * @param mostRunning operations that the organization may have under way
     */
    public Uni<BulkRequest> create(NewBulkOperation operation, BulkMatch matched, int mostRunning) {
        return pool.withTransaction(transaction -> transaction
                        .preparedQuery(CREATE)
                        .execute(values(operation, matched, mostRunning))
                        // What is refused must leave its key free.
                        .map(rows -> first(rows).orElseThrow(NothingStoredException::new)))
                .<BulkRequest>map(BulkRequest.Created::new)
                .onFailure(NothingStoredException.class)
                .recoverWithUni(() -> refused(operation));
    }

    /** Rolls a transaction back. */
    private static final class NothingStoredException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** The operation; empty when the organization has none of that id. */
    public Uni<Optional<BulkOperation>> find(OrganizationId organization, BulkOperationId id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(BulkOperations::first);
    }

    /**
     * A page of the organization's operations, newest first.
     *
     * @param before only older ones than this; null to begin with the newest
     */
    public Uni<List<BulkOperation>> list(OrganizationId organization, @Nullable BulkOperationId before, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(organization.value(), before == null ? null : before.value(), limit))
                .map(rows -> {
                    List<BulkOperation> operations = new ArrayList<>(rows.rowCount());
                    rows.forEach(row -> operations.add(BulkRow.operation(row)));
                    return operations;
                });
    }

    /** Ends an operation that is running: no further step of it is taken. Empty when there is none, or it has ended. */
    public Uni<Optional<BulkOperation>> cancel(OrganizationId organization, BulkOperationId id) {
        return pool.preparedQuery(CANCEL)
                .execute(Tuple.of(id.value(), organization.value()))
                .map(BulkOperations::first);
    }

    /** Forgets up to {@code limit} operations that ended longer ago than {@code keep}. Answers how many. */
    public Uni<Integer> forgetEnded(Duration keep, int limit) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(keep.toSeconds(), limit))
                .map(rows -> rows.rowCount());
    }

    private Uni<BulkRequest> refused(NewBulkOperation operation) {
        IdempotencyKey key = operation.idempotencyKey();
        if (key == null) {
            return Uni.createFrom().item(new BulkRequest.TooMany());
        }
        return pool.preparedQuery(FIRST_REQUEST)
                .execute(Tuple.of(operation.organizationId().value(), key.key()))
                .chain(rows -> {
                    var row = rows.iterator();
                    if (!row.hasNext()) {
                        return Uni.createFrom().item(new BulkRequest.TooMany());
                    }
                    Row first = row.next();
                    if (!Arrays.equals(first.getBuffer("request_hash").getBytes(), key.requestHash())) {
                        return Uni.createFrom().item(new BulkRequest.KeyReused());
                    }
                    BulkOperationId id = new BulkOperationId(first.getArrayOfUUIDs("job_ids")[0]);
                    return find(operation.organizationId(), id)
                            .map(found -> found.<BulkRequest>map(BulkRequest.Replayed::new)
                                    .orElseGet(BulkRequest.TooMany::new));
                });
    }

    private static Tuple values(NewBulkOperation operation, BulkMatch matched, int mostRunning) {
        JobSelection selection = operation.selection();
        JobFilter filter = operation.filter();
        IdempotencyKey key = operation.idempotencyKey();
        UUID organization = operation.organizationId().value();
        return Tuple.of(operation.id().value(), organization, operation.action().wireName())
                .addString(filter.state() == null ? null : filter.state().wireName())
                .addString(filter.type() == null ? null : filter.type().wireName())
                .addString(filter.channel() == null ? null : filter.channel().wireName())
                .addValue(filter.tags().isEmpty() ? null : new JsonObject(new HashMap<>(filter.tags())))
                .addOffsetDateTime(time(filter.createdAfter()))
                .addOffsetDateTime(time(filter.createdBefore()))
                .addUUID(selection.position())
                .addUUID(selection.bound())
                .addLong(matched.jobs())
                .addBoolean(matched.exactly())
                .addUUID(operation.requestedBy().id())
                .addInteger(mostRunning)
                .addBoolean(key == null)
                .addString(operation.requestedBy().kind().stored())
                .addArrayOfUUID(key == null ? new UUID[0] : new UUID[] {organization})
                .addArrayOfString(key == null ? new String[0] : new String[] {key.key()})
                .addValue(key == null ? new Buffer[0] : new Buffer[] {Buffer.buffer(key.requestHash())})
                .addArrayOfString(
                        key == null
                                ? new String[0]
                                : new String[] {"{" + operation.id().value() + "}"});
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Optional<BulkOperation> first(RowSet<Row> rows) {
        var row = rows.iterator();
        return row.hasNext() ? Optional.of(BulkRow.operation(row.next())) : Optional.empty();
    }
}
