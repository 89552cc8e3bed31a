package dev.carillon.api.submit;

import dev.carillon.common.problem.Problem;
import dev.carillon.common.problem.ProblemException;
import dev.carillon.common.store.Submission;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Room for submissions that wait for their commit. Who finds none is refused, so that commits which stall cannot fill the memory. */
final class WaitingRoom {

    /** A commit takes milliseconds; one that stalls does so for seconds. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final int places;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param places jobs that may wait at once; a submission that is larger waits alone
     */
    WaitingRoom(int places) {
        this.places = places;
    }

    /** Waits for the commit, or fails at once with a problem. */
    <R> Uni<R> enter(Submission submission, Supplier<Uni<R>> commit) {
        int jobs = submission.jobs().size();
        int all = taken.addAndGet(jobs);
        if (all > places && all > jobs) {
            taken.addAndGet(-jobs);
            return Uni.createFrom().failure(refusal());
        }
        return commit.get().onTermination().invoke(() -> taken.addAndGet(-jobs));
    }

    private static ProblemException refusal() {
        return new ProblemException(Problem.unavailable(
                "More jobs wait to be stored than there is room for. Nothing of this request was done: try again.",
                RETRY));
    }
}
