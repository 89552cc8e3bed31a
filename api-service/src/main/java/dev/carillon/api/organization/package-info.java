/** What an organization may know of itself. */
@NullMarked
package dev.carillon.api.organization;

import org.jspecify.annotations.NullMarked;
