/** What waits in the whole installation, as every worker tells it to whoever asks. */
@NullMarked
package dev.carillon.worker.queue;

import org.jspecify.annotations.NullMarked;
