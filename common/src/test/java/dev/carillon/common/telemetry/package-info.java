@NullMarked
package dev.carillon.common.telemetry;

import org.jspecify.annotations.NullMarked;
