@NullMarked
package dev.carillon.common.log.sentry;

import org.jspecify.annotations.NullMarked;
