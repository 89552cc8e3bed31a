@NullMarked
package dev.carillon.common.body;

import org.jspecify.annotations.NullMarked;
