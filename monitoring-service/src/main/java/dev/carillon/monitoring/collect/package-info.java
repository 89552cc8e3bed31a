/**
 * Reads what all instances report and makes two things of it: the live picture, in memory, and the minute history, in PostgreSQL.
 * Any number of monitoring instances may collect at once; each has the whole picture, and all make the same history.
 */
@NullMarked
package dev.carillon.monitoring.collect;

import org.jspecify.annotations.NullMarked;
