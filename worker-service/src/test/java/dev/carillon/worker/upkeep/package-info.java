@NullMarked
package dev.carillon.worker.upkeep;

import org.jspecify.annotations.NullMarked;
