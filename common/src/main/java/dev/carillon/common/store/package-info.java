/** The jobs in PostgreSQL, which are the truth. */
@NullMarked
package dev.carillon.common.store;

import org.jspecify.annotations.NullMarked;
