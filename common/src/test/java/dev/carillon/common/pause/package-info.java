@NullMarked
package dev.carillon.common.pause;

import org.jspecify.annotations.NullMarked;
