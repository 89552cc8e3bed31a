@NullMarked
package dev.carillon.local.testing;

import org.jspecify.annotations.NullMarked;
