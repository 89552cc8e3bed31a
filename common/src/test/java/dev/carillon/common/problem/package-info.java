@NullMarked
package dev.carillon.common.problem;

import org.jspecify.annotations.NullMarked;
