@NullMarked
package dev.carillon.monitoring.organization;

import org.jspecify.annotations.NullMarked;
