package dev.carillon.local.drill;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Says what became of accepted jobs. It knows the clients' journal, the receivers' journal and the database, and shares no code
 * with the engine.
 */
final class Checker {

    /**
     * Jobs with an attempt that nobody knew the end of. When the worker that was thought dead comes back and says that it had
     * succeeded, its attempt's record says so from then on: then the job was queued more than once and has two successes.
     */
    private static final String EXPLAINED = """
            SELECT job_id FROM job_attempt WHERE outcome IN ('%s')
            UNION
            SELECT job.id FROM job JOIN job_attempt ON job_attempt.job_id = job.id
            WHERE job_attempt.outcome = 'succeeded'
              AND cardinality(array_positions(job.timeline_states, 'queued')) > 1
            GROUP BY job.id HAVING count(*) > 1
            """;

    private static final Duration POLL = Duration.ofMillis(100);

    private final Fleet fleet;
    private final Map<String, Instant> first = new HashMap<>();
    private int acceptedSeen;
    private int arrivedSeen;

    Checker(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * What became of the jobs of one fault.
     *
     * @param accepted answered 202
     * @param finished succeeded by the database, and arrived
     * @param lost accepted and not finished; also what was committed without an answer and did not finish
     * @param twice arrived more than once
     * @param unexplained of these, those that no attempt explains whose outcome nobody could know
     * @param longest from 202 to arrival, of the job that waited longest
     */
    record Verdict(int accepted, int finished, int lost, int twice, int unexplained, Duration longest) {}

    /** Waits until all jobs have finished, or patience is over, and judges those since the last time. */
    Verdict judge(Duration patience, Set<String> explanations) {
        var limit = Instant.now().plus(patience);
        while (unfinished() > 0 && Instant.now().isBefore(limit)) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        var accepted = fleet.accepted.read();
        var arrived = fleet.arrived.read();
        var verdict = judge(
                accepted.subList(acceptedSeen, accepted.size()),
                arrived.subList(arrivedSeen, arrived.size()),
                explanations);
        acceptedSeen = accepted.size();
        arrivedSeen = arrived.size();
        return verdict;
    }

    private Verdict judge(List<Journal.Entry> accepted, List<Journal.Entry> arrived, Set<String> explanations) {
        Set<String> twice = new HashSet<>();
        for (var entry : arrived) {
            if (first.putIfAbsent(entry.job(), entry.at()) != null) {
                twice.add(entry.job());
            }
        }
        var succeeded = ids("SELECT id FROM job WHERE state = 'succeeded'");
        int finished = 0;
        var longest = Duration.ZERO;
        for (var entry : accepted) {
            var at = first.get(entry.job());
            if (at != null && succeeded.contains(entry.job())) {
                finished++;
                var wait = Duration.between(entry.at(), at);
                longest = wait.compareTo(longest) > 0 ? wait : longest;
            }
        }
        var explained = ids(EXPLAINED.formatted(String.join("','", explanations)));
        var unexplained = twice.stream().filter(job -> !explained.contains(job)).count();
        var unanswered = ids("SELECT id FROM job WHERE state <> 'succeeded'");
        accepted.forEach(entry -> unanswered.remove(entry.job()));
        return new Verdict(
                accepted.size(),
                finished,
                accepted.size() - finished + unanswered.size(),
                twice.size(),
                (int) unexplained,
                longest);
    }

    private long unfinished() {
        return ids("SELECT id FROM job WHERE finished_at IS NULL LIMIT 1").size();
    }

    private Set<String> ids(String query) {
        Set<String> ids = new HashSet<>();
        try (var connection = fleet.postgres.connect(Fleet.DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException("The database could not be asked", e);
        }
    }
}
