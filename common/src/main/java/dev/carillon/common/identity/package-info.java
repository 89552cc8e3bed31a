/** Organizations, the people in them, and the API keys of their machines. */
@NullMarked
package dev.carillon.common.identity;

import org.jspecify.annotations.NullMarked;
