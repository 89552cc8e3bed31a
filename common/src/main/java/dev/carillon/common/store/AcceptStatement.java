package dev.carillon.common.store;

import dev.carillon.common.job.Job;
import dev.carillon.common.job.JobId;
import dev.carillon.common.job.NewJob;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores submissions: one insert for the jobs of all of them, and for their idempotency keys where they have any. */
@Singleton
class AcceptStatement {

    static final String ACCEPT = JobInsert.SQL + JobInsert.RETURNING;

    static final String ACCEPT_KEYED =
            """
            WITH keyed AS (
                %s
                RETURNING job_ids)
            %s
            WHERE NOT n.keyed OR n.id IN (SELECT unnest(job_ids) FROM keyed)
            %s
            """.formatted(IdempotencyKeys.take(JobInsert.PARAMETERS), JobInsert.SQL, JobInsert.RETURNING);

    private final Pool pool;
    private final IdempotencyKeys keys;

    AcceptStatement(Pool pool, IdempotencyKeys keys) {
        this.pool = pool;
        this.keys = keys;
    }

    Uni<List<Acceptance>> execute(List<Submission> submissions) {
        IdempotencyKeys.Turns turns = IdempotencyKeys.turns(submissions);
        Uni<Map<Submission, Acceptance>> answers = accept(turns.now());
        if (!turns.later().isEmpty()) {
            answers = answers.chain(first -> accept(turns.later()).map(second -> {
                first.putAll(second);
                return first;
            }));
        }
        return answers.map(all -> submissions.stream().map(all::get).toList());
    }

    private Uni<Map<Submission, Acceptance>> accept(List<Submission> submissions) {
        return insert(submissions).chain(stored -> {
            Map<Submission, Acceptance> answers = new IdentityHashMap<>();
            List<Submission> refused = new ArrayList<>();
            for (Submission submission : submissions) {
                accepted(submission, stored)
                        .ifPresentOrElse(
                                jobs -> answers.put(submission, new Acceptance.Accepted(jobs)),
                                () -> refused.add(submission));
            }
            return refused.isEmpty() ? Uni.createFrom().item(answers) : replay(refused, answers);
        });
    }

    private Uni<Map<JobId, Row>> insert(List<Submission> submissions) {
        List<NewJob> jobs = submissions.stream().flatMap(s -> s.jobs().stream()).toList();
        List<Submission> keyed = IdempotencyKeys.inOrder(submissions);
        Tuple values = JobInsert.values(
                jobs,
                submissions.stream()
                        .flatMap(s -> Collections.nCopies(s.jobs().size(), s.idempotencyKey() != null).stream())
                        .toArray(Boolean[]::new),
                Submission.backlogged(submissions));
        if (!keyed.isEmpty()) {
            IdempotencyKeys.addValues(values, keyed);
        }
        return pool.preparedQuery(keyed.isEmpty() ? ACCEPT : ACCEPT_KEYED)
                .execute(values)
                .map(JobInsert::stored);
    }

    /** The jobs as stored; empty when they were not. */
    private static Optional<List<Job>> accepted(Submission submission, Map<JobId, Row> stored) {
        List<Job> jobs = new ArrayList<>(submission.jobs().size());
        for (NewJob job : submission.jobs()) {
            Row row = stored.get(job.id());
            if (row == null) {
                return Optional.empty();
            }
            jobs.add(JobInsert.accepted(job, row));
        }
        return Optional.of(jobs);
    }

    private Uni<Map<Submission, Acceptance>> replay(List<Submission> refused, Map<Submission, Acceptance> answers) {
        return keys.firstAnswers(refused).chain(first -> {
            answers.putAll(first);
            List<Submission> vanished =
                    refused.stream().filter(each -> !first.containsKey(each)).toList();
            // The key's owner rolled back, or upkeep removed the key just now: it is free again.
            return vanished.isEmpty()
                    ? Uni.createFrom().item(answers)
                    : accept(vanished).map(rest -> {
                        answers.putAll(rest);
                        return answers;
                    });
        });
    }
}
