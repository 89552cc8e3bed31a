/** Tests of the store, on a real PostgreSQL. */
@NullMarked
package dev.carillon.common.store;

import org.jspecify.annotations.NullMarked;
