@NullMarked
package dev.carillon.api.page;

import org.jspecify.annotations.NullMarked;
