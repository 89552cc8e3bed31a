/** What became of jobs, and what people do to them. */
@NullMarked
package dev.carillon.api.track;

import org.jspecify.annotations.NullMarked;
