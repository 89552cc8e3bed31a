@NullMarked
package dev.carillon.api.audit;

import org.jspecify.annotations.NullMarked;
