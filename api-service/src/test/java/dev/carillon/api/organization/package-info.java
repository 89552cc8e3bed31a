@NullMarked
package dev.carillon.api.organization;

import org.jspecify.annotations.NullMarked;
