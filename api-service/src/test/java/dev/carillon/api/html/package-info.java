/** Mirrors the room of the HTML of mails. */
@NullMarked
package dev.carillon.api.html;

import org.jspecify.annotations.NullMarked;
