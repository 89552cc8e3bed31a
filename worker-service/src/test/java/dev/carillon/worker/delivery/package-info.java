/** Tests of deliveries, by real servers. */
@NullMarked
package dev.carillon.worker.delivery;

import org.jspecify.annotations.NullMarked;
