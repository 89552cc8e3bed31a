@NullMarked
package dev.carillon.monitoring.pause;

import org.jspecify.annotations.NullMarked;
