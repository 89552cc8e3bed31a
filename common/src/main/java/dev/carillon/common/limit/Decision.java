package dev.carillon.common.limit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a request.
 *
 * @param allowed whether all binding checks are within their quotas; only then anything was counted
 * @param verdicts one for each check, in their order
 */
public record Decision(boolean allowed, List<Verdict> verdicts, Backend backend) {

    /** The verdict that refuses the request for longest; empty when it is allowed. */
    public Optional<Verdict> refusal() {
        return allowed
                ? Optional.empty()
                : verdicts.stream()
                        .filter(verdict -> !verdict.allowed() && verdict.check().binding())
                        .reduce((one, other) -> one.retryAfter().compareTo(other.retryAfter()) >= 0 ? one : other);
    }

    /** This and what was decided on the same request afterwards, for another owner. */
    public Decision and(Decision later) {
        List<Verdict> all =
                Stream.concat(verdicts.stream(), later.verdicts.stream()).toList();
        return new Decision(allowed && later.allowed, all, later.backend == Backend.NONE ? backend : later.backend);
    }

    /** Whether the policy lets nobody through because Redis is away. */
    public boolean isClosed(Verdict verdict) {
        return backend == Backend.LOCAL
                && !verdict.allowed()
                && verdict.policy().fallback() == Fallback.CLOSED;
    }
}
