@NullMarked
package dev.carillon.api.control;

import org.jspecify.annotations.NullMarked;
