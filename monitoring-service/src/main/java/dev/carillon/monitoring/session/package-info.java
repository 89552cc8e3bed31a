/** Who may look: sign-in with e-mail and password, sessions in Redis, and the guards before every page and answer. */
@NullMarked
package dev.carillon.monitoring.session;

import org.jspecify.annotations.NullMarked;
