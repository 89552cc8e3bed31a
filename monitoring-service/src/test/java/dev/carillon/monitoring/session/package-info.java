@NullMarked
package dev.carillon.monitoring.session;

import org.jspecify.annotations.NullMarked;
