@NullMarked
package dev.carillon.common.start;

import org.jspecify.annotations.NullMarked;
