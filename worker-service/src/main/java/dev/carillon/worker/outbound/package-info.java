/** Which addresses a request may go to when a customer chose the address. */
@NullMarked
package dev.carillon.worker.outbound;

import org.jspecify.annotations.NullMarked;
