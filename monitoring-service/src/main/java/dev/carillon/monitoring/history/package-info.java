/** The minutes that are over, and the one that is not yet: from PostgreSQL, and from memory what is not there yet. */
@NullMarked
package dev.carillon.monitoring.history;

import org.jspecify.annotations.NullMarked;
