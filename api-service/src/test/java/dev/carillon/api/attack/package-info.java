/** What somebody may try who speaks to the service by its bytes. All of it is tried at one running service. */
@NullMarked
package dev.carillon.api.attack;

import org.jspecify.annotations.NullMarked;
