@NullMarked
package dev.carillon.monitoring.overview;

import org.jspecify.annotations.NullMarked;
