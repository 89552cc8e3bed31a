/** What the tests of worker-service share: real servers, and words to speak about jobs. */
@NullMarked
package dev.carillon.worker.testing;

import org.jspecify.annotations.NullMarked;
