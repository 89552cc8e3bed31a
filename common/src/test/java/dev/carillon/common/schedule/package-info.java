@NullMarked
package dev.carillon.common.schedule;

import org.jspecify.annotations.NullMarked;
