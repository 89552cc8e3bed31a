/** Whose jobs a worker takes, and how many. */
@NullMarked
package dev.carillon.worker.intake;

import org.jspecify.annotations.NullMarked;
