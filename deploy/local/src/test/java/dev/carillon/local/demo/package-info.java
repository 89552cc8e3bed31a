@NullMarked
package dev.carillon.local.demo;

import org.jspecify.annotations.NullMarked;
