/** The start of a service: one main class for all of them, and failures told in a sentence instead of a stack trace. */
@NullMarked
package dev.carillon.common.start;

import org.jspecify.annotations.NullMarked;
