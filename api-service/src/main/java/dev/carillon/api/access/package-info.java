/** Who calls: every request to a resource carries an API key, and acts for its organization and for no other. */
@NullMarked
package dev.carillon.api.access;

import org.jspecify.annotations.NullMarked;
