@NullMarked
package dev.carillon.common.bulk;

import org.jspecify.annotations.NullMarked;
