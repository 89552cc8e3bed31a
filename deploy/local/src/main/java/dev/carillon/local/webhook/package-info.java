/** A receiver of webhooks that checks their signatures, as the customer's side of a delivery. */
@NullMarked
package dev.carillon.local.webhook;

import org.jspecify.annotations.NullMarked;
