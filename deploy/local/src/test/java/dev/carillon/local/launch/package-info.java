@NullMarked
package dev.carillon.local.launch;

import org.jspecify.annotations.NullMarked;
