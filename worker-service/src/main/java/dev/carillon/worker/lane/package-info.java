/** Who may send now: pauses that the other side asked for, and limits of what is under way at once. */
@NullMarked
package dev.carillon.worker.lane;

import org.jspecify.annotations.NullMarked;
