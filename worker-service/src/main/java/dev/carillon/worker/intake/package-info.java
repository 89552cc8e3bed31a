/** Reads ids from the streams and claims the jobs behind them. */
@NullMarked
package dev.carillon.worker.intake;

import org.jspecify.annotations.NullMarked;
