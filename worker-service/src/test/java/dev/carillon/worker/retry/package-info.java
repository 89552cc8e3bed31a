/** Tests of when failed jobs are tried again. */
@NullMarked
package dev.carillon.worker.retry;

import org.jspecify.annotations.NullMarked;
