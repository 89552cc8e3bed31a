/** The three packaged services as processes of their own, on real servers, with receivers that keep count. */
@NullMarked
package dev.carillon.endtoend;

import org.jspecify.annotations.NullMarked;
