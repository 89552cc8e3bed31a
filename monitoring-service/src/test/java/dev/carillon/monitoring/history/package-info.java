@NullMarked
package dev.carillon.monitoring.history;

import org.jspecify.annotations.NullMarked;
