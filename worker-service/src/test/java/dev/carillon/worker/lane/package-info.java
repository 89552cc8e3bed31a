/** Tests of pauses and limits. */
@NullMarked
package dev.carillon.worker.lane;

import org.jspecify.annotations.NullMarked;
