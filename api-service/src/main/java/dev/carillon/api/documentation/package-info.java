/** The description of the interface, which is written by hand in {@code openapi}. */
@NullMarked
package dev.carillon.api.documentation;

import org.jspecify.annotations.NullMarked;
