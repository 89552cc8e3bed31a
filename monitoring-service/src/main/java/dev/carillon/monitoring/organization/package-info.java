/** Organizations, found by those who administer all of them. */
@NullMarked
package dev.carillon.monitoring.organization;

import org.jspecify.annotations.NullMarked;
