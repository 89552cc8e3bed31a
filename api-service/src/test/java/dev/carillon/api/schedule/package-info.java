@NullMarked
package dev.carillon.api.schedule;

import org.jspecify.annotations.NullMarked;
