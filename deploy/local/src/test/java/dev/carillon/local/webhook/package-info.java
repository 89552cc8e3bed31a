@NullMarked
package dev.carillon.local.webhook;

import org.jspecify.annotations.NullMarked;
