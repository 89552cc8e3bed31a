package dev.carillon.common.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides in memory, for this instance alone, by the same rules as Redis and at the instance's share of each quota. Remembers a bounded
 * number of subjects, those that came last. For any number of threads.
 */
final class LocalLimiter {

    private final Map<String, Meter> meters;

    LocalLimiter(int subjects) {
        this.meters = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Meter> eldest) {
                return size() > subjects;
            }
        };
    }

    /**
     * Decides on one request.
     *
     * @param instances among which each quota is divided
     * @param now in microseconds, of a clock that need not be anybody else's
     */
    synchronized Decision decide(List<Check> checks, int instances, long now) {
        List<Seen> seen = new ArrayList<>(checks.size());
        boolean allowed = true;
        for (Check check : checks) {
            Seen each = look(check, instances, now);
            seen.add(each);
            allowed &= each.fits() || !check.binding();
        }
        List<Verdict> verdicts = new ArrayList<>(checks.size());
        for (Seen each : seen) {
            verdicts.add(each.verdict(allowed));
        }
        return new Decision(allowed, verdicts, Backend.LOCAL);
    }

    private Seen look(Check check, int instances, long now) {
        return switch (check.policy().fallback()) {
            case OPEN -> new Open(check);
            case CLOSED -> new Closed(check);
            case LOCAL -> {
                long share = check.policy().quota().share(instances);
                Meter meter = meters.computeIfAbsent(check.key(), _ -> Meter.of(check.policy()));
                meter.open(share, now);
                yield new Metered(check, meter, share);
            }
        };
    }

    /** A check that was looked at and has not been spent yet. */
    private sealed interface Seen {
        boolean fits();

        Verdict verdict(boolean spend);
    }

    private record Open(Check check) implements Seen {
        @Override
        public boolean fits() {
            return true;
        }

        @Override
        public Verdict verdict(boolean spend) {
            return new Verdict(check, true, check.policy().quota().amount(), 0, 0);
        }
    }

    private record Closed(Check check) implements Seen {
        // Nobody knows when Redis is back; it is tried this often.
        private static final long WAIT = 1_000_000;

        @Override
        public boolean fits() {
            return false;
        }

        @Override
        public Verdict verdict(boolean spend) {
            return new Verdict(check, false, 0, WAIT, WAIT);
        }
    }

    private record Metered(Check check, Meter meter, long share) implements Seen {
        @Override
        public boolean fits() {
            return check.cost() <= meter.remaining();
        }

        @Override
        public Verdict verdict(boolean spend) {
            if (!fits()) {
                long wait = check.cost() > share ? Verdict.NEVER : meter.waitFor(check.cost());
                return new Verdict(check, false, meter.remaining(), wait, meter.reset());
            }
            if (spend) {
                meter.spend(check.cost());
            }
            return new Verdict(check, true, meter.remaining(), 0, meter.reset());
        }
    }
}
