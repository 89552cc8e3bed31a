/**
 * Whether a service works: {@code /health}, {@code /health/live}, {@code /health/ready}, {@code /health/started} and
 * {@code /health/<check>}. A feature takes part by a bean that implements {@link dev.carillon.common.health.HealthCheck}.
 */
@NullMarked
package dev.carillon.common.health;

import org.jspecify.annotations.NullMarked;
