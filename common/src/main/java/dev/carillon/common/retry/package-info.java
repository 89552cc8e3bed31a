/** When a failed attempt is made again, and when a job is given up: the rules and their arithmetic. */
@NullMarked
package dev.carillon.common.retry;

import org.jspecify.annotations.NullMarked;
