/** Administrators pause and resume: all of the installation, or a single organization. */
@NullMarked
package dev.carillon.monitoring.pause;

import org.jspecify.annotations.NullMarked;
