@NullMarked
package dev.carillon.api.bulk;

import org.jspecify.annotations.NullMarked;
