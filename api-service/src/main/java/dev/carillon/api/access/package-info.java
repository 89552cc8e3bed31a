/** Who calls, and whether they may: every request to a resource acts for one organization and no other, or for a person. */
@NullMarked
package dev.carillon.api.access;

import org.jspecify.annotations.NullMarked;
