/** Tests of the guard of outgoing requests. */
@NullMarked
package dev.carillon.worker.outbound;

import org.jspecify.annotations.NullMarked;
