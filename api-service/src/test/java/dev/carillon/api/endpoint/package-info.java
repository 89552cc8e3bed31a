@NullMarked
package dev.carillon.api.endpoint;

import org.jspecify.annotations.NullMarked;
