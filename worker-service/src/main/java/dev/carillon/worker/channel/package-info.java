/** What every channel is to the delivery: a sender that answers with an outcome. */
@NullMarked
package dev.carillon.worker.channel;

import org.jspecify.annotations.NullMarked;
