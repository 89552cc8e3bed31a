@NullMarked
package dev.carillon.worker.schedule;

import org.jspecify.annotations.NullMarked;
