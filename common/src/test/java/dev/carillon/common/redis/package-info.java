@NullMarked
package dev.carillon.common.redis;

import org.jspecify.annotations.NullMarked;
