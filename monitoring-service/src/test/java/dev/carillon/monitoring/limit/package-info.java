@NullMarked
package dev.carillon.monitoring.limit;

import org.jspecify.annotations.NullMarked;
