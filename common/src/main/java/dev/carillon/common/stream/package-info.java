/** The Redis streams: ids of jobs for workers, events of jobs for whoever watches. None of it is the truth. */
@NullMarked
package dev.carillon.common.stream;

import org.jspecify.annotations.NullMarked;
