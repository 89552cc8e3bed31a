package dev.carillon.common.store;

import static dev.carillon.common.store.JobInsert.array;

import dev.carillon.common.job.Job;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The keys by which requests can be repeated: who has one, and what was answered to whom had it first. */
@Singleton
public class IdempotencyKeys {

    /** How long a key is remembered. */
    private static final String LIFETIME = "24 hours";

    static final String FIRST_REQUESTS = """
            SELECT organization_id, key, request_hash, job_ids, deduplicated
            FROM job_key JOIN unnest($1::uuid[], $2::text[]) AS wanted (organization_id, key) USING (organization_id, key)
            WHERE kind = 'idempotency'
            """;

    static final String FIRST_JOBS = "SELECT " + JobRow.COLUMNS + " FROM job WHERE id = ANY ($1)";

    private final Pool pool;

    IdempotencyKeys(Pool pool) {
        this.pool = pool;
    }

    /** Submissions of one moment. One statement cannot answer for a key that it is inserting itself: a repetition goes with the next. */
    record Turns(List<Submission> now, List<Submission> later) {}

    static Turns turns(List<Submission> submissions) {
        Turns turns = new Turns(new ArrayList<>(), new ArrayList<>());
        Set<OwnedKey> seen = new HashSet<>();
        for (Submission submission : submissions) {
            boolean first = submission.idempotencyKey() == null || seen.add(OwnedKey.idempotency(submission));
            (first ? turns.now() : turns.later()).add(submission);
        }
        return turns;
    }

    /** Those that have a key. All statements take keys in this order, so that two of them cannot wait for each other. */
    static List<Submission> inOrder(List<Submission> submissions) {
        return submissions.stream()
                .filter(submission -> submission.idempotencyKey() != null)
                .sorted(Comparator.comparing(OwnedKey::idempotency))
                .toList();
    }

    /**
     * The insert of keys, whose values (organizations, keys, hashes of requests, array literals of ids) follow {@code parameters} others. A key that another
     * transaction is just inserting is waited for; a key that has expired is taken over; others are left out.
     */
    public static String take(int parameters) {
        return """
                INSERT INTO job_key AS taken (organization_id, kind, key, request_hash, job_ids, expires_at)
                SELECT organization_id, 'idempotency', key, request_hash, job_ids::uuid[], now() + interval '%s'
                FROM unnest($%d::uuid[], $%d::text[], $%d::bytea[], $%d::text[])
                     AS k (organization_id, key, request_hash, job_ids)
                ON CONFLICT (organization_id, kind, key) DO UPDATE
                SET request_hash = excluded.request_hash, job_ids = excluded.job_ids, deduplicated = NULL,
                    expires_at = excluded.expires_at
                WHERE taken.expires_at <= now()""".formatted(LIFETIME, parameters + 1, parameters + 2, parameters + 3, parameters + 4);
    }

    static Tuple addValues(Tuple values, List<Submission> keyed) {
        return values.addArrayOfUUID(array(keyed, s -> s.organizationId().value(), new UUID[0]))
                .addArrayOfString(array(keyed, s -> OwnedKey.idempotency(s).key(), new String[0]))
                .addValue(array(keyed, s -> Buffer.buffer(hash(s)), new Buffer[0]))
                .addArrayOfString(array(keyed, IdempotencyKeys::idsLiteral, new String[0]));
    }

    /** What was answered to those who had these submissions' keys first. Those whose key nobody has any more are left out. */
    Uni<Map<Submission, Acceptance>> firstAnswers(List<Submission> submissions) {
        return firstRequests(submissions).chain(requests -> {
            Map<Submission, Acceptance> answers = new IdentityHashMap<>();
            Map<Submission, Row> repeated = new IdentityHashMap<>();
            List<UUID> wanted = new ArrayList<>();
            for (Submission submission : submissions) {
                Row first = requests.get(OwnedKey.idempotency(submission));
                if (first == null) {
                    continue;
                }
                if (Arrays.equals(first.getBuffer("request_hash").getBytes(), hash(submission))) {
                    repeated.put(submission, first);
                    wanted.addAll(Arrays.asList(first.getArrayOfUUIDs("job_ids")));
                } else {
                    answers.put(submission, new Acceptance.KeyReused());
                }
            }
            return firstJobs(wanted).map(jobs -> {
                repeated.forEach((submission, first) -> answers.put(submission, replayed(first, jobs)));
                return answers;
            });
        });
    }

    private static Acceptance.Replayed replayed(Row first, Map<UUID, Job> known) {
        UUID[] ids = first.getArrayOfUUIDs("job_ids");
        Boolean[] deduplicated = first.getArrayOfBooleans("deduplicated");
        List<Job> jobs = new ArrayList<>(ids.length);
        Set<Integer> former = new HashSet<>();
        for (int place = 0; place < ids.length; place++) {
            Job job = known.get(ids[place]);
            if (job != null) {
                if (deduplicated != null && deduplicated[place]) {
                    former.add(jobs.size());
                }
                jobs.add(job);
            }
        }
        return new Acceptance.Replayed(jobs, former);
    }

    private Uni<Map<OwnedKey, Row>> firstRequests(List<Submission> submissions) {
        return pool.preparedQuery(FIRST_REQUESTS)
                .execute(Tuple.of(
                        array(submissions, s -> s.organizationId().value(), new UUID[0]),
                        array(submissions, s -> OwnedKey.idempotency(s).key(), new String[0])))
                .map(rows -> {
                    Map<OwnedKey, Row> requests = new HashMap<>();
                    rows.forEach(row -> requests.put(OwnedKey.of(row), row));
                    return requests;
                });
    }

    private Uni<Map<UUID, Job>> firstJobs(List<UUID> jobs) {
        if (jobs.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return pool.preparedQuery(FIRST_JOBS)
                .execute(Tuple.of(jobs.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Job> answers = new HashMap<>();
                    rows.forEach(row ->
                            answers.put(row.getUUID("id"), JobRow.job(row).asAccepted()));
                    return answers;
                });
    }

    private static byte[] hash(Submission submission) {
        IdempotencyKey key = submission.idempotencyKey();
        return key == null ? new byte[0] : key.requestHash();
    }

    private static String idsLiteral(Submission submission) {
        StringBuilder literal = new StringBuilder("{");
        submission.jobs().forEach(job -> literal.append(job.id()).append(','));
        literal.setCharAt(literal.length() - 1, '}');
        return literal.toString();
    }
}
