@NullMarked
package dev.carillon.common.log;

import org.jspecify.annotations.NullMarked;
