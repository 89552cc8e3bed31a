@NullMarked
package dev.carillon.worker.queue;

import org.jspecify.annotations.NullMarked;
