/** Tests of the drill's own judgement. */
@NullMarked
package dev.carillon.local.drill;

import org.jspecify.annotations.NullMarked;
