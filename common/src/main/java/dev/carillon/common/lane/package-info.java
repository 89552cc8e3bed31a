/** Lanes: what jobs go through together, and pauses of it that its other side asked for. */
@NullMarked
package dev.carillon.common.lane;

import org.jspecify.annotations.NullMarked;
