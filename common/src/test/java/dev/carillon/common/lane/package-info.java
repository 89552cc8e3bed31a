@NullMarked
package dev.carillon.common.lane;

import org.jspecify.annotations.NullMarked;
