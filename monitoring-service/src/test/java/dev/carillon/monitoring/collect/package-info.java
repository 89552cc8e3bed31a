@NullMarked
package dev.carillon.monitoring.collect;

import org.jspecify.annotations.NullMarked;
