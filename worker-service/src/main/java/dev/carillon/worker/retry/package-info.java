/** When a failed job is tried again, and when it is given up. */
@NullMarked
package dev.carillon.worker.retry;

import org.jspecify.annotations.NullMarked;
