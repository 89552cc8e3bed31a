/**
 * A cache of two levels: this instance's memory, then Redis. What was invalidated on one instance is not served by another, and
 * nothing of it depends on Redis being there. {@link dev.carillon.common.cache.Caches} makes caches.
 */
@NullMarked
package dev.carillon.common.cache;

import org.jspecify.annotations.NullMarked;
