@NullMarked
package dev.carillon.api.limit;

import org.jspecify.annotations.NullMarked;
