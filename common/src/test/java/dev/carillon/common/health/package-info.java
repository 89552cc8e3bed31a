@NullMarked
package dev.carillon.common.health;

import org.jspecify.annotations.NullMarked;
