/** The one form in which errors are told: {@code application/problem+json} (RFC 9457), described in {@code docs/problems.md}. */
@NullMarked
package dev.carillon.common.problem;

import org.jspecify.annotations.NullMarked;
