/** Who did what to an organization, for its owners to read. */
@NullMarked
package dev.carillon.api.audit;

import org.jspecify.annotations.NullMarked;
