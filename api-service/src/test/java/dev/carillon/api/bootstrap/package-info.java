@NullMarked
package dev.carillon.api.bootstrap;

import org.jspecify.annotations.NullMarked;
