@NullMarked
package dev.carillon.common.testing;

import org.jspecify.annotations.NullMarked;
