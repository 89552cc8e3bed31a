/** Cancels, retries and discards all jobs that match a filter, and tells how far that has come. */
@NullMarked
package dev.carillon.api.bulk;

import org.jspecify.annotations.NullMarked;
