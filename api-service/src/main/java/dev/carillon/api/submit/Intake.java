package dev.carillon.api.submit;

import dev.carillon.common.job.Job;
import dev.carillon.common.store.Acceptance;
import dev.carillon.common.store.GroupCommit;
import dev.carillon.common.store.JobStore;
import dev.carillon.common.store.StoreFailure;
import dev.carillon.common.store.Submission;
import dev.carillon.common.stream.JobStream;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stores submissions, those of one moment in one commit, and tells the workers afterwards. */
@Singleton
class Intake {

    private final JobStore store;
    private final JobStream stream;
    private final Duration deadline;
    private final GroupCommit<Submission, Acceptance> commits;
    // Apart from the others, who would otherwise wait for the additional statements too.
    private final GroupCommit<Submission, Acceptance> deduplicatingCommits;

    Intake(JobStore store, JobStream stream, SubmitConfig config) {
        this.store = store;
        this.stream = stream;
        this.deadline = config.commitDeadline();
        this.commits = commits(config);
        this.deduplicatingCommits = commits(config);
    }

    private GroupCommit<Submission, Acceptance> commits(SubmitConfig config) {
        return new GroupCommit<>(
                config.commits(),
                config.jobsPerCommit(),
                submission -> submission.jobs().size(),
                StoreFailure::blamesValues,
                this::commit);
    }

    /** What became of the submission, once that is durable. */
    Uni<Acceptance> accept(Submission submission) {
        return (submission.hasDedupeKeys() ? deduplicatingCommits : commits).submit(submission);
    }

    private Uni<List<Acceptance>> commit(List<Submission> batch) {
        return store.accept(batch).ifNoItem().after(deadline).fail().invoke(this::announce);
    }

    /** Neither waited for nor able to fail the batch: what is not announced now, the republisher finds. */
    private void announce(List<Acceptance> acceptances) {
        List<Job> accepted = new ArrayList<>(acceptances.size());
        for (Acceptance acceptance : acceptances) {
            switch (acceptance) {
                case Acceptance.Accepted answer -> accepted.addAll(answer.newJobs());
                case Acceptance.Replayed _, Acceptance.KeyReused _ -> {
                    // Nothing new.
                }
            }
        }
        Uni.createFrom()
                .deferred(() -> stream.announce(accepted))
                .subscribe()
                .with(_ -> {}, failure -> Log.warnf("%d jobs were not announced: %s", accepted.size(), failure));
    }
}
