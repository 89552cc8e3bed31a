@NullMarked
package dev.carillon.api.watch;

import org.jspecify.annotations.NullMarked;
