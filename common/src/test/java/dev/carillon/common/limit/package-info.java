@NullMarked
package dev.carillon.common.limit;

import org.jspecify.annotations.NullMarked;
