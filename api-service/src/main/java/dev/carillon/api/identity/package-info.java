/** People who are signed in: their sessions in Redis, and what PostgreSQL says of them now. */
@NullMarked
package dev.carillon.api.identity;

import org.jspecify.annotations.NullMarked;
