@NullMarked
package dev.carillon.api.identity;

import org.jspecify.annotations.NullMarked;
