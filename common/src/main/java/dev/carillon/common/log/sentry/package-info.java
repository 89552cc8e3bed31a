/** Tells Sentry of errors, where {@code SENTRY_DSN} is set: what the log says of them, masked as it is there. */
@NullMarked
package dev.carillon.common.log.sentry;

import org.jspecify.annotations.NullMarked;
