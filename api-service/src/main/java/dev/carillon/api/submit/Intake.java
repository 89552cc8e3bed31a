package dev.carillon.api.submit;

import dev.carillon.common.identity.OrganizationId;
import dev.carillon.common.job.Job;
import dev.carillon.common.pace.BulkPace;
import dev.carillon.common.store.Acceptance;
import dev.carillon.common.store.GroupCommit;
import dev.carillon.common.store.JobStore;
import dev.carillon.common.store.StoreFailure;
import dev.carillon.common.store.Submission;
import dev.carillon.common.stream.JobEvent;
import dev.carillon.common.stream.JobEvents;
import dev.carillon.common.stream.JobStream;
import dev.carillon.common.stream.Windows;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;

/** Stores submissions, those of one moment in one commit, and tells the workers afterwards. */
@Singleton
class Intake {

    /** Half of what 64 busy connections have under way: they then share one commit after the other. */
    private static final int LARGE_BATCH = 32;

    /** Jobs of one request from which on it is somebody's bulk load, behind which single jobs are not to wait. */
    private static final int BULK = 50;

    private final JobStore store;
    private final JobStream stream;
    private final JobEvents events;
    private final Windows windows;
    private final Duration deadline;
    private final BulkPace pace;
    private final WaitingRoom room;
    private final GroupCommit<Submission, Acceptance> commits;
    private final GroupCommit<Submission, Acceptance> bulkCommits;
    // Apart from the others, who would otherwise wait for the additional statements too.
    private final GroupCommit<Submission, Acceptance> deduplicatingCommits;

    Intake(JobStore store, JobStream stream, JobEvents events, Windows windows, BulkPace pace, SubmitConfig config) {
        this.store = store;
        this.stream = stream;
        this.events = events;
        this.windows = windows;
        this.deadline = config.commitDeadline();
        this.room = new WaitingRoom(config.waitingJobs());
        this.pace = pace;
        this.commits = commits(config.commits(), config, _ -> 0, this::commitTimed);
        this.bulkCommits = commits(1, config, pace::rest, this::commitBulk);
        this.deduplicatingCommits = commits(config.commits(), config, _ -> 0, this::commit);
    }

    private static GroupCommit<Submission, Acceptance> commits(
            int concurrency,
            SubmitConfig config,
            IntToLongFunction spacing,
            Function<List<Submission>, Uni<List<Acceptance>>> commit) {
        return new GroupCommit<>(
                concurrency,
                config.jobsPerCommit(),
                LARGE_BATCH,
                submission -> submission.jobs().size(),
                StoreFailure::blamesValues,
                spacing,
                commit);
    }

    private Uni<List<Acceptance>> commitBulk(List<Submission> batch) {
        pace.begin(organizations(batch));
        return commit(batch);
    }

    private Uni<List<Acceptance>> commitTimed(List<Submission> batch) {
        long begun = System.nanoTime();
        return commit(batch).invoke(() -> pace.others(organizations(batch), System.nanoTime() - begun));
    }

    private static Set<OrganizationId> organizations(List<Submission> batch) {
        return batch.stream().map(Submission::organizationId).collect(Collectors.toUnmodifiableSet());
    }

    /** What became of the submission, once that is durable. */
    Uni<Acceptance> accept(Submission submission) {
        return room.enter(submission, () -> commitsOf(submission).submit(submission));
    }

    private GroupCommit<Submission, Acceptance> commitsOf(Submission submission) {
        if (submission.hasDedupeKeys()) {
            return deduplicatingCommits;
        }
        return submission.jobs().size() < BULK ? commits : bulkCommits;
    }

    private Uni<List<Acceptance>> commit(List<Submission> batch) {
        List<Submission> placed = batch.stream()
                .map(submission -> submission.jobs().size() >= BULK || windows.isFull(submission.organizationId())
                        ? submission.toBacklog()
                        : submission)
                .toList();
        return store.accept(placed)
                .ifNoItem()
                .after(deadline)
                .fail()
                .invoke(acceptances -> announce(placed, acceptances));
    }

    /** Neither waited for nor able to fail the batch: what is not announced now is found as an orphan. */
    private void announce(List<Submission> placed, List<Acceptance> acceptances) {
        List<Job> accepted = new ArrayList<>(acceptances.size());
        List<JobEvent> moves = new ArrayList<>(acceptances.size());
        for (int place = 0; place < placed.size(); place++) {
            if (acceptances.get(place) instanceof Acceptance.Accepted answer) {
                List<Job> jobs = answer.newJobs();
                jobs.forEach(job -> moves.add(new JobEvent(job.id(), job.state())));
                // What is in the backlog is found there.
                if (!placed.get(place).backlogged()) {
                    accepted.addAll(jobs);
                }
            }
        }
        Uni.createFrom()
                .deferred(() -> stream.announce(accepted))
                .subscribe()
                .with(_ -> {}, failure -> Log.warnf("%d jobs were not announced: %s", accepted.size(), failure));
        events.publish(moves);
    }
}
