@NullMarked
package dev.carillon.local.server;

import org.jspecify.annotations.NullMarked;
