/** How fast bulk work goes, so that nobody waits for another's. */
@NullMarked
package dev.carillon.common.pace;

import org.jspecify.annotations.NullMarked;
