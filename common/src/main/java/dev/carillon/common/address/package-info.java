/** Mail addresses: api-service checks and writes them, worker-service reads them again to send. */
@NullMarked
package dev.carillon.common.address;

import org.jspecify.annotations.NullMarked;
