@NullMarked
package dev.carillon.common.database;

import org.jspecify.annotations.NullMarked;
