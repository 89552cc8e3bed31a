/** How the services talk to Redis, which may be away or empty at any time. */
@NullMarked
package dev.carillon.common.redis;

import org.jspecify.annotations.NullMarked;
