/** Schedules: jobs that recur. Here people make and change them; worker-service fires them. */
@NullMarked
package dev.carillon.api.schedule;

import org.jspecify.annotations.NullMarked;
