@NullMarked
package dev.carillon.api.problem;

import org.jspecify.annotations.NullMarked;
