/** Jobs as they move: a job's timeline, sent on as it grows. */
@NullMarked
package dev.carillon.api.watch;

import org.jspecify.annotations.NullMarked;
