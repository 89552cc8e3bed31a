@NullMarked
package dev.carillon.common.identity;

import org.jspecify.annotations.NullMarked;
