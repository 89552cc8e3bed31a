@NullMarked
package dev.carillon.common.metric;

import org.jspecify.annotations.NullMarked;
