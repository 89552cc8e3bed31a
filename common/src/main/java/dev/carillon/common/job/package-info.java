/** Jobs: what they are, the states they pass through, and the messages they carry. */
@NullMarked
package dev.carillon.common.job;

import org.jspecify.annotations.NullMarked;
