@NullMarked
package dev.carillon.common.address;

import org.jspecify.annotations.NullMarked;
