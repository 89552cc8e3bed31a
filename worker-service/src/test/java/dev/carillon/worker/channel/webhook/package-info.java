@NullMarked
package dev.carillon.worker.channel.webhook;

import org.jspecify.annotations.NullMarked;
