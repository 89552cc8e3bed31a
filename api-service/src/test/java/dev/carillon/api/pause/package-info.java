@NullMarked
package dev.carillon.api.pause;

import org.jspecify.annotations.NullMarked;
