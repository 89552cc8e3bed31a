/** What somebody may try who means harm, at one running service. What they may try with bytes that are no requests is tested in
 * {@code common}. */
@NullMarked
package dev.carillon.api.attack;

import org.jspecify.annotations.NullMarked;
