/** The lease under which this instance holds jobs. */
@NullMarked
package dev.carillon.worker.lease;

import org.jspecify.annotations.NullMarked;
