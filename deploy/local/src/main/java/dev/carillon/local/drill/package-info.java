/** Faults under load, one after the other, and an independent check that nothing was lost. */
@NullMarked
package dev.carillon.local.drill;

import org.jspecify.annotations.NullMarked;
