/** Administrators give organizations and their keys other limits. */
@NullMarked
package dev.carillon.monitoring.limit;

import org.jspecify.annotations.NullMarked;
