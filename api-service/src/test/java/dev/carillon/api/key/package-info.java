@NullMarked
package dev.carillon.api.key;

import org.jspecify.annotations.NullMarked;
