/** Fires schedules: every worker does it, at once, and each moment fires once. */
@NullMarked
package dev.carillon.worker.schedule;

import org.jspecify.annotations.NullMarked;
