package dev.carillon.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** What can be measured. Each begins with an empty database and warm code. */
enum Scenario {
    /** Accepts e-mails over HTTP as fast as it can; no worker takes them meanwhile. */
    ACCEPT {
        @Override
        Result run(Suite suite, Ledger ledger, Scale scale) throws IOException, SQLException {
            HttpLoad load = new HttpLoad(suite.api("/v1/emails"), suite.authorization(), Requests.EMAIL, 64);
            suite.freezeWorker();
            load.closed(scale.warmUp());
            ledger.clear();
            Map<String, Usage> before = suite.usage();
            HttpLoad.Outcome outcome = load.closed(scale.time());
            Map<String, Result.Cost> costs = suite.costs(before, outcome.accepted());
            long stored = ledger.count("true");
            ledger.clear();
            suite.resumeWorker();
            return new Result(
                    "accept",
                    outcome.accepted(),
                    outcome.time(),
                    outcome.latencies().getValueAtPercentile(50) / 1e6,
                    outcome.latencies().getValueAtPercentile(99) / 1e6,
                    costs,
                    "64 connections, %d-byte e-mails, %d refused, %d rows stored"
                            .formatted(Requests.EMAIL.length(), outcome.refused(), stored));
        }
    },

    /** Processes jobs that were queued before, by one worker: each claimed, settled and recorded. */
    PROCESS {
        @Override
        Result run(Suite suite, Ledger ledger, Scale scale) throws IOException, SQLException {
            Result result = drain(suite, ledger, scale.jobs());
            for (int warm = 1; warm < scale.warmRounds(); warm++) {
                result = drain(suite, ledger, scale.jobs());
            }
            return result;
        }

        private Result drain(Suite suite, Ledger ledger, int jobs) throws IOException, SQLException {
            ledger.clear();
            ledger.pauseAll();
            HttpLoad load = new HttpLoad(
                    suite.api("/v1/notifications/batch"), suite.authorization(), Requests.noopBatch(500), 4);
            load.open(jobs / 500, Duration.ofSeconds(1));
            long queued = ledger.count("true");
            Map<String, Usage> before = suite.usage();
            ledger.resumeAll();
            awaitIdle(ledger);
            Map<String, Result.Cost> costs = suite.costs(before, queued);
            Duration time = Duration.ofNanos((long) (ledger.secondsOfWork() * 1e9));
            return new Result("process", queued, time, null, null, costs, "one worker, no-op channel");
        }
    },

    /** From a request to the start of its handler, at a moderate pace. */
    LATENCY {
        @Override
        Result run(Suite suite, Ledger ledger, Scale scale) throws IOException, SQLException {
            HttpLoad load = new HttpLoad(suite.api("/v1/notifications"), suite.authorization(), Requests.NOOP, 32);
            warm(load, PACE, scale, ledger);
            ledger.clear();
            Map<String, Usage> before = suite.usage();
            HttpLoad.Outcome outcome = load.open(PACE, scale.time());
            awaitIdle(ledger);
            var started = ledger.startLatencies(Suite.ORGANIZATION);
            return new Result(
                    "latency",
                    outcome.accepted(),
                    outcome.time(),
                    started.getValueAtPercentile(50) / 1e6,
                    started.getValueAtPercentile(99) / 1e6,
                    suite.costs(before, outcome.accepted()),
                    "%d/s, request read to handler started; the answer itself p50 %.2f ms p99 %.2f ms"
                            .formatted(
                                    PACE,
                                    outcome.latencies().getValueAtPercentile(50) / 1e6,
                                    outcome.latencies().getValueAtPercentile(99) / 1e6));
        }
    },

    /** What one organization notices of another's flood: from a request to the start of its handler, without and with it. */
    FAIRNESS {
        @Override
        Result run(Suite suite, Ledger ledger, Scale scale) throws IOException, SQLException {
            HttpLoad small = new HttpLoad(suite.api("/v1/notifications"), suite.authorization(), Requests.NOOP, 32);
            warm(small, QUIET_PACE, scale, ledger);
            // The code for bulk loads is to be as warm as that for single jobs.
            String key = ledger.addOrganization("Flood " + System.nanoTime());
            HttpLoad flood = new HttpLoad(
                    suite.api("/v1/notifications/batch"), Suite.authorization(key), Requests.noopBatch(500), 4);
            flood.open(scale.jobs() / 500, Duration.ofSeconds(1));
            awaitIdle(ledger);
            ledger.clear();
            small.open(QUIET_PACE, scale.time());
            awaitIdle(ledger);
            var alone = ledger.startLatencies(Suite.ORGANIZATION);
            ledger.clear();
            Map<String, Usage> before = suite.usage();
            CompletableFuture<HttpLoad.Outcome> flooding = CompletableFuture.supplyAsync(() -> {
                try {
                    return flood.open(scale.jobs() * 4 / 500, Duration.ofSeconds(1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            HttpLoad.Outcome outcome = small.open(QUIET_PACE, scale.time());
            long waiting = ledger.count("finished_at IS NULL");
            long flooded = flooding.join().accepted() * 500;
            awaitIdle(ledger);
            var beside = ledger.startLatencies(Suite.ORGANIZATION);
            return new Result(
                    "fairness",
                    outcome.accepted(),
                    outcome.time(),
                    beside.getValueAtPercentile(50) / 1e6,
                    beside.getValueAtPercentile(99) / 1e6,
                    suite.costs(before, outcome.accepted() + flooded),
                    "%d/s beside another's %d; without it p50 %.2f ms p99 %.2f ms; %d of them left when measuring ended"
                            .formatted(
                                    QUIET_PACE,
                                    flooded,
                                    alone.getValueAtPercentile(50) / 1e6,
                                    alone.getValueAtPercentile(99) / 1e6,
                                    waiting));
        }
    },

    /** Decisions on limits, beside the same script called bare by the same client; the suite's services rest meanwhile. */
    LIMITS {
        @Override
        Result run(Suite suite, Ledger ledger, Scale scale) {
            suite.freezeWorker();
            try (LimitLoad load = new LimitLoad(suite.redis())) {
                return load.run(scale.time());
            } finally {
                suite.resumeWorker();
            }
        }
    },

    /** Accepts and processes at once, as fast as both go together. */
    SUSTAIN {
        @Override
        Result run(Suite suite, Ledger ledger, Scale scale) throws IOException, SQLException {
            HttpLoad load = new HttpLoad(suite.api("/v1/notifications"), suite.authorization(), Requests.NOOP, 64);
            load.closed(scale.warmUp());
            awaitIdle(ledger);
            ledger.clear();
            Map<String, Usage> before = suite.usage();
            long begun = System.nanoTime();
            HttpLoad.Outcome outcome = load.closed(scale.sustained());
            long behind = ledger.count("finished_at IS NULL");
            awaitIdle(ledger);
            Duration time = Duration.ofNanos(System.nanoTime() - begun);
            return new Result(
                    "sustain",
                    outcome.accepted(),
                    time,
                    outcome.latencies().getValueAtPercentile(50) / 1e6,
                    outcome.latencies().getValueAtPercentile(99) / 1e6,
                    suite.costs(before, outcome.accepted()),
                    "submitted at %.0f/s, %d left when submitting ended, all finished by the end"
                            .formatted(outcome.perSecond(), behind));
        }
    };

    private static final int PACE = 200;
    private static final int QUIET_PACE = 50;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /**
     * How much to measure.
     *
     * @param warmUp before the measurement, not counted
     * @param time of a measurement
     * @param sustained time of the long one
     * @param jobs that are queued for processing
     * @param warmRounds how often they are processed, of which the last counts
     */
    record Scale(Duration warmUp, Duration time, Duration sustained, int jobs, int warmRounds) {}

    abstract Result run(Suite suite, Ledger ledger, Scale scale) throws IOException, SQLException;

    /** At full speed first, so that the code is compiled: at a moderate pace that would take many minutes. Then as it will be measured. */
    private static void warm(HttpLoad load, int pace, Scale scale, Ledger ledger) throws IOException, SQLException {
        load.closed(scale.warmUp().dividedBy(4));
        awaitIdle(ledger);
        load.open(pace, scale.warmUp().dividedBy(2));
        awaitIdle(ledger);
    }

    private static void awaitIdle(Ledger ledger) throws SQLException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (ledger.isBusy()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Jobs are still unfinished after " + LONGEST_WAIT);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
