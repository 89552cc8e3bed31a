/** Measures the running suite as its users load it. */
@NullMarked
package dev.carillon.benchmark;

import org.jspecify.annotations.NullMarked;
