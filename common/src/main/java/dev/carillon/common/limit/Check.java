package dev.carillon.common.limit;

/**
 * One policy that a request is checked for. A list of them, of one owner and each with a key of its own, is decided as a whole: when
 * a binding one refuses, nothing is counted at all.
 *
 * @param owner {@link LimitSubject#owner()}
 * @param key in Redis
 * @param cost what the request counts as, from 0, which only looks
 * @param binding whether the request is refused when this is
 */
public record Check(Policy policy, String owner, String key, long cost, boolean binding) {

    /** Throws {@link IllegalArgumentException} when the cost is negative or beyond every quota. */
    public Check {
        if (cost < 0 || cost > Quota.LARGEST) {
            throw new IllegalArgumentException("A cost is from 0 to %d, not %d".formatted(Quota.LARGEST, cost));
        }
    }

    /** Refuses the request when the policy does, unless that is in shadow mode. */
    public static Check of(Policy policy, LimitSubject subject, long cost) {
        return new Check(policy, subject.owner(), subject.key(policy), cost, !policy.shadow());
    }

    /** Tells what the policy says, and refuses nothing. */
    public static Check advisory(Policy policy, LimitSubject subject, long cost) {
        return new Check(policy, subject.owner(), subject.key(policy), cost, false);
    }

    /** Checks that count the same in the same place are equal. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Check check
                && cost == check.cost
                && binding == check.binding
                && key.equals(check.key)
                && policy.quota().amount() == check.policy.quota().amount();
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Long.hashCode(cost);
    }
}
