/** The whole suite on one machine: where it keeps things, what it starts in which order, and who watches over it. */
@NullMarked
package dev.carillon.local.stack;

import org.jspecify.annotations.NullMarked;
