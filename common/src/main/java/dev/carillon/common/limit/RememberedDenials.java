package dev.carillon.common.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Refusals that still last. Others can only make them last longer, so Redis need not be asked again for the same or more before they
 * end. Bounded: what does not fit is asked for again.
 */
final class RememberedDenials {

    /**
     * A refusal.
     *
     * @param cost what was refused; less may be allowed
     * @param amount the quota at that time; a larger one may allow it
     * @param until by the local monotonic clock, in nanoseconds
     */
    private record Denial(long cost, long amount, long remaining, long until) {}

    private final Cache<String, Denial> denials;
    private final LongSupplier nanoTime;

    /**
     * @param capacity how many; each takes about 250 bytes
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    RememberedDenials(int capacity, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.denials = Caffeine.newBuilder()
                .maximumSize(capacity)
                .executor(Runnable::run)
                .build();
    }

    /** The refusal of a request, with the verdict of the check that refused it alone; null when Redis must be asked. */
    @Nullable
    Decision find(List<Check> checks) {
        for (Check check : checks) {
            Denial denial = check.binding() ? denials.getIfPresent(check.key()) : null;
            if (denial != null
                    && check.cost() >= denial.cost()
                    && check.policy().quota().amount() <= denial.amount()) {
                long left = denial.until() - nanoTime.getAsLong();
                if (left > 0) {
                    long wait = Math.ceilDiv(left, 1_000L);
                    Verdict verdict = new Verdict(check, false, denial.remaining(), wait, wait);
                    return new Decision(false, List.of(verdict), Backend.REMEMBERED);
                }
                denials.invalidate(check.key());
            }
        }
        return null;
    }

    /**
     * Keeps what Redis refused.
     *
     * @param askedAt when Redis was asked, by the local clock: its answer is not older than that
     */
    void keep(List<Decision> decisions, long askedAt) {
        for (Decision decision : decisions) {
            if (!decision.allowed()) {
                for (Verdict verdict : decision.verdicts()) {
                    if (!verdict.allowed() && verdict.check().binding() && !verdict.isForever()) {
                        keep(verdict, askedAt);
                    }
                }
            }
        }
    }

    private void keep(Verdict verdict, long askedAt) {
        Check check = verdict.check();
        denials.put(
                check.key(),
                new Denial(
                        check.cost(),
                        check.policy().quota().amount(),
                        verdict.remaining(),
                        askedAt + verdict.waitMicros() * 1_000));
    }

    /** About how many are kept, those included that have ended and were not asked for since. */
    long size() {
        return denials.estimatedSize();
    }
}
