/** What the tests of monitoring-service share: real servers, and instances that report as real ones do. */
@NullMarked
package dev.carillon.monitoring.testing;

import org.jspecify.annotations.NullMarked;
