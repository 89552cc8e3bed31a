@NullMarked
package dev.carillon.api.documentation;

import org.jspecify.annotations.NullMarked;
