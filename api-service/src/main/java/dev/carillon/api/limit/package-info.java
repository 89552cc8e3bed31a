/** Keeps requests within their limits, and decides for other systems that ask. */
@NullMarked
package dev.carillon.api.limit;

import org.jspecify.annotations.NullMarked;
