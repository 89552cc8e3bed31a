/** Delivers a claimed job and settles it: the one way in which a job can end. */
@NullMarked
package dev.carillon.worker.delivery;

import org.jspecify.annotations.NullMarked;
