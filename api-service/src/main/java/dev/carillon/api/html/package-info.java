/** What customers' HTML may do at those who get it. {@code docs/decisions/0041-mail-html.md} says why it is as it is. */
@NullMarked
package dev.carillon.api.html;

import org.jspecify.annotations.NullMarked;
