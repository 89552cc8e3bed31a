/** An organization pauses and resumes its own jobs: a queue, a channel, or all of them. */
@NullMarked
package dev.carillon.api.pause;

import org.jspecify.annotations.NullMarked;
