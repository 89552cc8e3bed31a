@NullMarked
package dev.carillon.common.cache;

import org.jspecify.annotations.NullMarked;
