/**
 * Rate limits. {@link dev.carillon.common.limit.Limiter} decides on all the policies of a request in one atomic step, in Redis or, while
 * Redis is away, in memory. {@code docs/rate-limits.md} tells what is promised.
 */
@NullMarked
package dev.carillon.common.limit;

import org.jspecify.annotations.NullMarked;
