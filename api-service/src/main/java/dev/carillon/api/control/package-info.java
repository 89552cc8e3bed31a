/** What people do to their jobs, one by one: change, cancel, retry, discard. */
@NullMarked
package dev.carillon.api.control;

import org.jspecify.annotations.NullMarked;
