/** The life of an organization's API keys. */
@NullMarked
package dev.carillon.api.key;

import org.jspecify.annotations.NullMarked;
