/** Customers' webhook endpoints: where organizations want to be told of their jobs. */
@NullMarked
package dev.carillon.api.endpoint;

import org.jspecify.annotations.NullMarked;
