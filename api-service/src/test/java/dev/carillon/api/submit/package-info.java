@NullMarked
package dev.carillon.api.submit;

import org.jspecify.annotations.NullMarked;
