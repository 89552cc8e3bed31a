package dev.carillon.local.drill;

import dev.carillon.local.drill.Fault.Span;
import dev.carillon.local.drill.Records.StoredJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Says what became of accepted jobs. It knows the clients' journal, the receivers' journal and the database, and shares no code
 * with the engine.
 */
final class Checker {

    private static final Duration POLL = Duration.ofMillis(250);

    /** When nothing has arrived for so long after everything had finished, nothing more is on its way. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    /** Lines of evidence of each kind. */
    private static final int FEW = 5;

    private final Records records;
    private final Journal acceptedJournal;
    private final Journal arrivedJournal;
    private final Map<String, List<Instant>> arrivals = new HashMap<>();
    private int acceptedSeen;
    private int arrivedSeen;

    Checker(Fleet fleet) {
        this.records = new Records(fleet);
        this.acceptedJournal = fleet.accepted;
        this.arrivedJournal = fleet.arrived;
    }

    /** PostgreSQL's time, from which on jobs belong to the fault that follows. */
    Instant now() {
        return records.now();
    }

    /** Waits until all jobs since then have finished and arrived, or patience is over. */
    void awaitQuiet(Instant since, Duration patience) {
        var limit = Instant.now().plus(patience);
        while (records.unfinished(since) > 0 && Instant.now().isBefore(limit)) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        var quiet = Instant.now().plus(QUIET);
        for (var seen = arrivedJournal.size(); Instant.now().isBefore(quiet); seen = arrivedJournal.size()) {
            LockSupport.parkNanos(POLL.toNanos());
            quiet = arrivedJournal.size() > seen && Instant.now().isBefore(limit)
                    ? Instant.now().plus(QUIET)
                    : quiet;
        }
    }

    /** Judges the jobs since then. */
    Verdict judge(Fault fault, Span span, Instant since) {
        var jobs = records.jobs(since);
        var accepted = acceptedJournal.read(acceptedSeen);
        var arrived = arrivedJournal.read(arrivedSeen);
        acceptedSeen += accepted.size();
        arrivedSeen += arrived.size();
        List<String> odd = new ArrayList<>();
        List<String> evidence = new ArrayList<>();

        var repetitions = repetitions(arrived, jobs, odd);
        Map<String, Integer> excuses = new TreeMap<>();
        for (var repetition : repetitions) {
            fault.excuse()
                    .of(repetition, span)
                    .ifPresentOrElse(
                            excuse -> excuses.merge(excuse, 1, Integer::sum),
                            () -> note(evidence, "twice, and nothing explains it: " + repetition));
        }

        var longest = Duration.ZERO;
        var slowest = "";
        int finished = 0;
        Map<String, StoredJob> left = new HashMap<>(jobs);
        for (var entry : accepted) {
            left.remove(entry.job());
            var job = jobs.get(entry.job());
            var at = arrivals.get(entry.job());
            if (job != null && at != null && job.state().equals("succeeded")) {
                finished++;
                var wait = Duration.between(due(job, entry.at()), at.getFirst());
                if (wait.compareTo(longest) > 0) {
                    longest = wait;
                    slowest = entry.job();
                }
            } else {
                note(
                        evidence,
                        "lost: job %s was accepted at %s, is %s and %s"
                                .formatted(
                                        entry.job(),
                                        entry.at(),
                                        job == null ? "not in the database" : job.state(),
                                        at == null ? "never arrived" : "arrived at " + at));
            }
        }
        // Committed, although the client got no answer: to be done as any other.
        var unanswered = left.values().stream()
                .filter(job -> !job.state().equals("succeeded") || !arrivals.containsKey(job.id()))
                .toList();
        unanswered.forEach(job -> note(
                evidence, "lost: job %s was committed without an answer and is %s".formatted(job.id(), job.state())));

        early(jobs, odd);
        var disordered = records.disordered(since);
        if (!disordered.isEmpty()) {
            odd.add(disordered.size() + " jobs whose recorded times are out of order");
            disordered.stream().limit(FEW).forEach(evidence::add);
        }
        var deliveries = new TreeMap<>(records.deliveries(since));
        if (fault.witness() != null && !deliveries.containsKey(fault.witness())) {
            odd.add(fault.witness() + " delivered nothing, so the fault was not tried");
        }
        return new Verdict(
                accepted.size(),
                finished,
                accepted.size() - finished + unanswered.size(),
                repetitions.size(),
                excuses,
                odd,
                evidence,
                longest,
                slowest.isEmpty() ? "" : "job %s: %s".formatted(slowest, records.timeline(slowest)),
                distinct(jobs.values().stream().map(StoredJob::organization).toList()),
                distinct(jobs.values().stream().map(StoredJob::channel).toList()),
                deliveries);
    }

    private List<Repetition> repetitions(List<Journal.Entry> arrived, Map<String, StoredJob> jobs, List<String> odd) {
        Set<String> twice = new HashSet<>();
        int strangers = 0;
        for (var entry : arrived) {
            var known = arrivals.computeIfAbsent(entry.job(), _ -> new ArrayList<>(1));
            known.add(entry.at());
            if (known.size() > 1) {
                twice.add(entry.job());
            } else if (!jobs.containsKey(entry.job())) {
                strangers++;
            }
        }
        if (strangers > 0) {
            odd.add(strangers + " messages arrived whose job is not in the database");
        }
        var attempts = records.attempts(List.copyOf(twice));
        return twice.stream()
                .map(id -> new Repetition(
                        id,
                        arrivals.getOrDefault(id, List.of()).stream().sorted().toList(),
                        attempts.getOrDefault(id, List.of())))
                .toList();
    }

    private void early(Map<String, StoredJob> jobs, List<String> odd) {
        var early = jobs.values().stream()
                .filter(job -> job.runAt() != null
                        && arrivals.getOrDefault(job.id(), List.of()).stream()
                                .anyMatch(at -> at.isBefore(job.runAt().minus(Attempt.SLACK))))
                .count();
        if (early > 0) {
            odd.add(early + " messages arrived before the time they were scheduled for");
        }
    }

    private static Instant due(StoredJob job, Instant accepted) {
        return job.runAt() != null && job.runAt().isAfter(accepted) ? job.runAt() : accepted;
    }

    private static void note(List<String> evidence, String line) {
        if (evidence.size() < 2 * FEW) {
            evidence.add(line);
        }
    }

    private static int distinct(List<String> values) {
        return new HashSet<>(values).size();
    }
}
