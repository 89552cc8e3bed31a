@NullMarked
package dev.carillon.local.process;

import org.jspecify.annotations.NullMarked;
