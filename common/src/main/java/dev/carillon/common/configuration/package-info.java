/**
 * Turns the short environment names people know ({@code DATABASE_URL}, {@code REDIS_URL}, {@code SMTP_HOST} …) into the
 * properties the platform reads, and refuses to start on a value that cannot work.
 */
@NullMarked
package dev.carillon.common.configuration;

import org.jspecify.annotations.NullMarked;
