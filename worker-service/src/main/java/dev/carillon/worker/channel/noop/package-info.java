/** The channel that sends nothing, for measuring. */
@NullMarked
package dev.carillon.worker.channel.noop;

import org.jspecify.annotations.NullMarked;
