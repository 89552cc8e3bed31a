@NullMarked
package dev.carillon.common.configuration;

import org.jspecify.annotations.NullMarked;
