/** Acts on all jobs that match a filter: ordered by api-service, done in steps by the workers. */
@NullMarked
package dev.carillon.common.bulk;

import org.jspecify.annotations.NullMarked;
