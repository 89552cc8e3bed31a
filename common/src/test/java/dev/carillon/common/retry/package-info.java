/** Properties of the arithmetic of retries. */
@NullMarked
package dev.carillon.common.retry;

import org.jspecify.annotations.NullMarked;
