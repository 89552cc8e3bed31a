/** Chores that keep jobs moving whatever died or was lost: every worker does all of them, at once. */
@NullMarked
package dev.carillon.worker.upkeep;

import org.jspecify.annotations.NullMarked;
