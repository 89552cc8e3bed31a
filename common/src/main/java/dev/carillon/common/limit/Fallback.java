package dev.carillon.common.limit;

import dev.carillon.common.job.WireNamed;

/** How a policy is decided while Redis is away. */
public enum Fallback implements WireNamed {
    /** By the instance itself, at the quota divided by the instances that are alive. */
    LOCAL,
    /** Everything is allowed: for what must not stop. */
    OPEN,
    /** Nothing is allowed: for what guards a secret, where a few guesses more would be worse than an outage. */
    CLOSED
}
