@NullMarked
package dev.carillon.monitoring.dashboard;

import org.jspecify.annotations.NullMarked;
