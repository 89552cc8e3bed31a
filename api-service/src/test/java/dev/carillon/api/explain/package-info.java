@NullMarked
package dev.carillon.api.explain;

import org.jspecify.annotations.NullMarked;
