package dev.carillon.monitoring.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of the overview, as it could be had.
 *
 * @param value null when it has never been had
 * @param asOf when it was true; null when it has never been had
 * @param stale whether it should be newer than it is
 */
record Reading<T>(@Nullable T value, @Nullable Instant asOf, boolean stale) {}
