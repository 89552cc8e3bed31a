@NullMarked
package dev.carillon.api.access;

import org.jspecify.annotations.NullMarked;
