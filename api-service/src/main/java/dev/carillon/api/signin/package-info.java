/** Signing in and out, and the sessions that come of it. */
@NullMarked
package dev.carillon.api.signin;

import org.jspecify.annotations.NullMarked;
