@NullMarked
package dev.carillon.local.stack;

import org.jspecify.annotations.NullMarked;
