package dev.carillon.common.store;

import static dev.carillon.common.store.JobInsert.array;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.NewJob;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stores submissions of which jobs have dedupe keys: a few statements in one transaction, so that what was there before can be
 * found by one of them and told by the next. A job whose key an unfinished one holds is not stored; that one stands in for it.
 *
 * <p>The transaction waits for keys only, and always for ascending ones; it never locks a key that it did not insert. So no two
 * of them wait for each other, and no transaction that ends a job, which frees its key, waits for one.
 */
@Singleton
class DeduplicatingAccept {

    private static final int MOST_TRIES = 3;

    static final String TAKE_IDEMPOTENCY_KEYS = IdempotencyKeys.take(0) + " RETURNING organization_id, key";

    // Waits for whoever is inserting or freeing the same key, then either has it or leaves it out.
    static final String TAKE_DEDUPE_KEYS = """
            INSERT INTO job_key (organization_id, kind, key, job_ids)
            SELECT organization_id, 'dedupe', key, ARRAY[job_id]
            FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS k (organization_id, key, job_id)
            ON CONFLICT (organization_id, kind, key) DO NOTHING
            RETURNING organization_id, key, job_ids[1] AS job_id
            """;

    static final String HOLDERS = """
            SELECT organization_id, key, job_ids[1] AS job_id
            FROM unnest($1::uuid[], $2::text[]) AS wanted (organization_id, key)
            JOIN job_key USING (organization_id, key)
            WHERE kind = 'dedupe'
            """;

    private static final String INSERT = JobInsert.SQL + JobInsert.RETURNING;

    // The ids come from keys of the jobs' own organizations.
    static final String FIND = "SELECT " + JobRow.COLUMNS + " FROM job WHERE id = ANY ($1)";

    static final String REMEMBER_ANSWERS = """
            UPDATE job_key SET job_ids = answer.job_ids::uuid[], deduplicated = answer.deduplicated::boolean[]
            FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS answer (organization_id, key, job_ids, deduplicated)
            WHERE job_key.organization_id = answer.organization_id AND kind = 'idempotency' AND job_key.key = answer.key
            """;

    private final Pool pool;
    private final IdempotencyKeys keys;

    DeduplicatingAccept(Pool pool, IdempotencyKeys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    Uni<List<Acceptance>> execute(List<Submission> submissions) {
        return accept(submissions).map(all -> submissions.stream().map(all::get).toList());
    }

    private Uni<Map<Submission, Acceptance>> accept(List<Submission> submissions) {
        IdempotencyKeys.Turns turns = IdempotencyKeys.turns(submissions);
        return pool.withTransaction(transaction -> acceptNow(transaction, turns.now()))
                // Only where keys are freed and taken all the while can two transactions come to wait for each other.
                .onFailure(StoreFailure::isDeadlock)
                .retry()
                .atMost(MOST_TRIES)
                .chain(answers -> {
                    List<Submission> rest = submissions.stream()
                            .filter(each -> !answers.containsKey(each))
                            .toList();
                    return rest.isEmpty() ? Uni.createFrom().item(answers) : replay(rest, answers);
                });
    }

    private Uni<Map<Submission, Acceptance>> replay(List<Submission> refused, Map<Submission, Acceptance> answers) {
        return keys.firstAnswers(refused).chain(first -> {
            answers.putAll(first);
            List<Submission> vanished =
                    refused.stream().filter(each -> !first.containsKey(each)).toList();
            return vanished.isEmpty()
                    ? Uni.createFrom().item(answers)
                    : accept(vanished).map(rest -> {
                        answers.putAll(rest);
                        return answers;
                    });
        });
    }

    /** Answers those that get their idempotency key, or have none. */
    private static Uni<Map<Submission, Acceptance>> acceptNow(SqlConnection transaction, List<Submission> submissions) {
        return takeIdempotencyKeys(transaction, submissions).chain(owners -> {
            NavigableMap<OwnedKey, UUID> wanted = new TreeMap<>();
            for (Submission owner : owners) {
                for (NewJob job : owner.jobs()) {
                    if (job.dedupeKey() != null) {
                        wanted.putIfAbsent(keyOf(job), job.id().value());
                    }
                }
            }
            return holders(transaction, wanted).chain(holders -> store(transaction, owners, holders));
        });
    }

    private static Uni<List<Submission>> takeIdempotencyKeys(SqlConnection transaction, List<Submission> submissions) {
        List<Submission> keyed = IdempotencyKeys.inOrder(submissions);
        if (keyed.isEmpty()) {
            return Uni.createFrom().item(submissions);
        }
        return transaction
                .preparedQuery(TAKE_IDEMPOTENCY_KEYS)
                .execute(IdempotencyKeys.addValues(Tuple.tuple(), keyed))
                .map(rows -> {
                    Set<OwnedKey> taken = new HashSet<>();
                    rows.forEach(row -> taken.add(OwnedKey.of(row)));
                    return submissions.stream()
                            .filter(each -> each.idempotencyKey() == null || taken.contains(OwnedKey.idempotency(each)))
                            .toList();
                });
    }

    /** The job that holds each key from now on: the one that wants it, or one that was there before. */
    private static Uni<Map<OwnedKey, UUID>> holders(SqlConnection transaction, NavigableMap<OwnedKey, UUID> wanted) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(new HashMap<>());
        }
        Tuple values = keyValues(wanted.keySet()).addArrayOfUUID(wanted.values().toArray(UUID[]::new));
        return holders(transaction, TAKE_DEDUPE_KEYS, values).chain(holders -> {
            NavigableMap<OwnedKey, UUID> refused = new TreeMap<>(wanted);
            refused.keySet().removeAll(holders.keySet());
            if (refused.isEmpty()) {
                return Uni.createFrom().item(holders);
            }
            return holders(transaction, HOLDERS, keyValues(refused.keySet())).chain(former -> {
                holders.putAll(former);
                refused.keySet().removeAll(former.keySet());
                // What is left was freed between the two statements.
                return holders(transaction, refused).map(rest -> {
                    holders.putAll(rest);
                    return holders;
                });
            });
        });
    }

    private static Uni<Map<OwnedKey, UUID>> holders(SqlConnection transaction, String statement, Tuple values) {
        return transaction.preparedQuery(statement).execute(values).map(rows -> {
            Map<OwnedKey, UUID> holders = new HashMap<>();
            rows.forEach(row -> holders.put(OwnedKey.of(row), row.getUUID("job_id")));
            return holders;
        });
    }

    private static Uni<Map<Submission, Acceptance>> store(
            SqlConnection transaction, List<Submission> owners, Map<OwnedKey, UUID> holders) {
        List<NewJob> fresh = owners.stream()
                .flatMap(owner -> owner.jobs().stream())
                .filter(job -> standIn(job, holders).equals(job.id().value()))
                .toList();
        Set<UUID> former = new HashSet<>(holders.values());
        fresh.forEach(job -> former.remove(job.id().value()));
        return insert(transaction, fresh, Submission.backlogged(owners))
                .chain(jobs -> find(transaction, former).chain(found -> {
                    jobs.putAll(found);
                    Map<Submission, Acceptance> answers = new IdentityHashMap<>();
                    List<Answer> remembered = new ArrayList<>();
                    for (Submission owner : owners) {
                        Acceptance.Accepted accepted = accepted(owner, holders, jobs);
                        answers.put(owner, accepted);
                        if (owner.idempotencyKey() != null
                                && !accepted.deduplicated().isEmpty()) {
                            remembered.add(new Answer(OwnedKey.idempotency(owner), accepted));
                        }
                    }
                    return remember(transaction, remembered).replaceWith(answers);
                }));
    }

    private static Uni<Map<UUID, Job>> insert(
            SqlConnection transaction, List<NewJob> fresh, Set<OrganizationId> backlogged) {
        if (fresh.isEmpty()) {
            return Uni.createFrom().item(new HashMap<>());
        }
        Boolean[] unconditional = new Boolean[fresh.size()];
        Arrays.fill(unconditional, false);
        return transaction
                .preparedQuery(INSERT)
                .execute(JobInsert.values(fresh, unconditional, backlogged))
                .map(rows -> {
                    Map<JobId, Row> stored = JobInsert.stored(rows);
                    Map<UUID, Job> jobs = new HashMap<>();
                    fresh.forEach(job -> jobs.put(
                            job.id().value(), JobInsert.accepted(job, require(stored.get(job.id()), job.id()))));
                    return jobs;
                });
    }

    private static Uni<Map<UUID, Job>> find(SqlConnection transaction, Set<UUID> former) {
        if (former.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery(FIND)
                .execute(Tuple.of(former.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Job> jobs = new HashMap<>();
                    rows.forEach(row -> jobs.put(row.getUUID("id"), JobRow.job(row)));
                    return jobs;
                });
    }

    private static Acceptance.Accepted accepted(Submission owner, Map<OwnedKey, UUID> holders, Map<UUID, Job> jobs) {
        List<Job> answered = new ArrayList<>(owner.jobs().size());
        Set<Integer> deduplicated = new HashSet<>();
        for (NewJob asked : owner.jobs()) {
            UUID id = standIn(asked, holders);
            if (!id.equals(asked.id().value())) {
                deduplicated.add(answered.size());
            }
            answered.add(require(jobs.get(id), asked.id()));
        }
        return new Acceptance.Accepted(answered, deduplicated);
    }

    private static Uni<Void> remember(SqlConnection transaction, List<Answer> answers) {
        if (answers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple values = keyValues(answers.stream().map(Answer::key).toList())
                .addArrayOfString(array(answers, Answer::jobs, new String[0]))
                .addArrayOfString(array(answers, Answer::deduplicated, new String[0]));
        return transaction.preparedQuery(REMEMBER_ANSWERS).execute(values).replaceWithVoid();
    }

    /** What a repeated request is to be answered, as array literals. */
    private record Answer(OwnedKey key, Acceptance.Accepted accepted) {

        String jobs() {
            return accepted.jobs().stream().map(job -> job.id().toString()).collect(Collectors.joining(",", "{", "}"));
        }

        String deduplicated() {
            return IntStream.range(0, accepted.jobs().size())
                    .mapToObj(place -> String.valueOf(accepted.deduplicated().contains(place)))
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }

    private static UUID standIn(NewJob job, Map<OwnedKey, UUID> holders) {
        return job.dedupeKey() == null ? job.id().value() : require(holders.get(keyOf(job)), job.id());
    }

    private static OwnedKey keyOf(NewJob job) {
        return new OwnedKey(job.organizationId().value(), String.valueOf(job.dedupeKey()));
    }

    private static Tuple keyValues(Collection<OwnedKey> keys) {
        return Tuple.tuple()
                .addArrayOfUUID(keys.stream().map(OwnedKey::organization).toArray(UUID[]::new))
                .addArrayOfString(keys.stream().map(OwnedKey::key).toArray(String[]::new));
    }

    private static <T> T require(@Nullable T found, JobId job) {
        if (found == null) {
            throw new IllegalStateException("Nothing was stored for job " + job + ", nor was it there before");
        }
        return found;
    }
}
