/** Signed HTTP requests to addresses that customers name. */
@NullMarked
package dev.carillon.worker.channel.webhook;

import org.jspecify.annotations.NullMarked;
